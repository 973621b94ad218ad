using System.Text.Json;
using System.Text.Json.Nodes;
using GuestCtl.Qemu.Qmp;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Qemu.Qmp;

public sealed class QmpClientTests
{
    private const string Greeting = """{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": []}}""";

    private readonly StreamReader _lines;
    private readonly Stream _server;
    private readonly Stream _clientStream;

    public QmpClientTests()
    {
        (var client, var server) = PairedStream.Create();
        (_clientStream, _server) = (client, server);
        _lines = new StreamReader(server);
    }

    [Fact]
    public async Task Connecting_leaves_negotiation_mode()
    {
        await using var client = await ConnectAsync();
        Assert.False(client.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_peer_that_is_not_qemu_is_refused()
    {
        var connecting = QmpClient.ConnectAsync(_clientStream, NullLogger.Instance);
        await SayAsync("""{"hello": 1}""");
        await Assert.ThrowsAsync<QmpConnectionException>(() => connecting);
    }

    [Fact]
    public async Task An_answer_finds_its_command_by_id_in_any_order()
    {
        await using var client = await ConnectAsync();
        var first = client.ExecuteAsync("one");
        var second = client.ExecuteAsync("two", new JsonObject { ["a"] = 1 });
        var (a, b) = (await HearAsync(), await HearAsync());
        Assert.Equal("one", a.GetProperty("execute").GetString());
        Assert.False(a.TryGetProperty("arguments", out _));
        Assert.Equal(1, b.GetProperty("arguments").GetProperty("a").GetInt32());

        await SayAsync($$"""{"return": 2, "id": "{{b.GetProperty("id").GetString()}}"}""");
        await SayAsync($$"""{"return": 1, "id": "{{a.GetProperty("id").GetString()}}"}""");

        Assert.Equal(1, (await first).GetInt32());
        Assert.Equal(2, (await second).GetInt32());
    }

    [Fact]
    public async Task A_refusal_carries_class_and_description_and_the_connection_works_on()
    {
        await using var client = await ConnectAsync();
        var refused = client.ExecuteAsync("blockdev-add");
        var id = (await HearAsync()).GetProperty("id").GetString();
        await SayAsync($$$"""{"id": "{{{id}}}", "error": {"class": "GenericError", "desc": "no such file"}}""");

        var error = await Assert.ThrowsAsync<QmpException>(() => refused);
        Assert.Equal(("blockdev-add", "GenericError", "no such file"), (error.Command, error.ErrorClass, error.Description));

        var status = client.QueryStatusAsync();
        id = (await HearAsync()).GetProperty("id").GetString();
        await SayAsync($$$"""{"return": {"status": "running"}, "id": "{{{id}}}"}""");
        Assert.Equal("running", await status);
    }

    [Fact]
    public async Task Events_reach_observers_and_a_failing_observer_harms_nobody()
    {
        await using var client = await ConnectAsync();
        client.EventReceived += _ => throw new InvalidOperationException("observer");
        using var waiter = new QmpEventWaiter(client, happened => happened.Name == "DEVICE_DELETED");

        await SayAsync("""{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "DEVICE_DELETED", "data": {"device": "hd0", "path": "/x"}}""");

        var happened = await waiter.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal("hd0", happened.Text("device"));
        Assert.Null(happened.Text("nothing"));
    }

    [Fact]
    public async Task Device_del_ends_only_when_the_device_is_gone()
    {
        await using var client = await ConnectAsync();
        var deleting = client.DeviceDelAsync("hd1");
        var id = (await HearAsync()).GetProperty("id").GetString();
        await SayAsync($$$"""{"return": {}, "id": "{{{id}}}"}""");
        await SayAsync("""{"event": "DEVICE_DELETED", "data": {"device": "hd0"}}""");
        await Task.Delay(50);
        Assert.False(deleting.IsCompleted);

        await SayAsync("""{"event": "DEVICE_DELETED", "data": {"device": "hd1"}}""");
        await deleting.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_command_without_an_answer_times_out_and_its_late_answer_is_ignored()
    {
        await using var client = await ConnectAsync();
        var error = await Assert.ThrowsAsync<TimeoutException>(() => client.ExecuteAsync("slow", timeout: TimeSpan.FromMilliseconds(50)));
        Assert.Contains("slow", error.Message);

        var late = (await HearAsync()).GetProperty("id").GetString();
        await SayAsync($$$"""{"return": {}, "id": "{{{late}}}"}""");
        var next = client.ExecuteAsync("next");
        var id = (await HearAsync()).GetProperty("id").GetString();
        await SayAsync($$$"""{"return": 7, "id": "{{{id}}}"}""");
        Assert.Equal(7, (await next).GetInt32());
    }

    [Fact]
    public async Task A_disconnection_fails_everything_with_the_first_cause()
    {
        await using var client = await ConnectAsync();
        var pending = client.ExecuteAsync("one");
        await HearAsync();
        await _server.DisposeAsync();

        var first = await Assert.ThrowsAsync<QmpConnectionException>(() => pending);
        var later = await Assert.ThrowsAsync<QmpConnectionException>(() => client.ExecuteAsync("two"));
        Assert.Contains("closed the QMP connection", first.Message);
        Assert.Same(first.InnerException, later.InnerException);
        await client.Closed;
    }

    [Theory]
    [InlineData("this is not JSON")]
    [InlineData("[1, 2]")]
    [InlineData("""{"error": {"class": "GenericError", "desc": "JSON parse error"}}""")]
    public async Task Nonsense_breaks_the_connection(string line)
    {
        await using var client = await ConnectAsync();
        var pending = client.ExecuteAsync("one");
        await HearAsync();
        await SayAsync(line);
        await Assert.ThrowsAsync<QmpConnectionException>(() => pending);
    }

    [Fact]
    public async Task Cancelling_gives_up_only_the_one_command()
    {
        await using var client = await ConnectAsync();
        using var cancel = new CancellationTokenSource();
        var pending = client.ExecuteAsync("one", cancellation: cancel.Token);
        await HearAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.False(client.Closed.IsCompleted);
    }

    private async Task<QmpClient> ConnectAsync()
    {
        var connecting = QmpClient.ConnectAsync(_clientStream, NullLogger.Instance);
        await SayAsync(Greeting + "\r");
        var request = await HearAsync();
        Assert.Equal("qmp_capabilities", request.GetProperty("execute").GetString());
        await SayAsync($$$"""{"return": {}, "id": "{{{request.GetProperty("id").GetString()}}}"}""");
        return await connecting;
    }

    private async Task SayAsync(string line) => await _server.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"));

    private async Task<JsonElement> HearAsync() =>
        JsonDocument.Parse((await _lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(5)))!).RootElement;
}
