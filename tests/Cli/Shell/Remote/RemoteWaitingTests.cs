using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using GuestCtl.Cli.Shell;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Output;
using GuestCtl.Cli.Shell.Remote;
using GuestCtl.Cli.Shell.Startup;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Cli.Tests.Shell.Remote;

/// <summary>That neither side waits for ever for the other. The listener of these tests has the number of the test's own process.</summary>
public sealed class RemoteWaitingTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly MemoryStream _errors = new();
    private readonly ShellSession _session;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public RemoteWaitingTests()
    {
        _session = new ShellSession(OptionReader.Read([]), new ShellOutput(Stream.Null), new ShellErrors(_errors), new ScriptInput(Stream.Null));
        RemoteSocket.PrepareDirectory();
        File.Delete(Path);
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
    }

    private static string Path => RemoteSocket.PathOf(Environment.ProcessId);

    private string Errors => Encoding.UTF8.GetString(_errors.ToArray());

    public void Dispose()
    {
        _listener.Dispose();
        _session.Dispose();
        File.Delete(Path);
    }

    [Fact]
    public void A_listener_that_gives_no_sign_of_life_is_given_up()
    {
        Assert.False(Send(Short));
        Assert.Equal(
            $"guestfish: remote: the shell with process id {Environment.ProcessId} gave no sign of life for 0 seconds: it is stopped or hangs; "
            + $"end it with 'kill -9 {Environment.ProcessId}', or let it go on with 'kill -CONT {Environment.ProcessId}'\n",
            Errors);
    }

    [Fact]
    public void A_listener_whose_queue_is_full_is_given_up()
    {
        _listener.Listen(0);
        using var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        first.Connect(new UnixDomainSocketEndPoint(Path));
        Assert.False(Send(Short));
        Assert.Contains("gave no sign of life", Errors);
    }

    [Fact]
    public async Task A_command_may_take_longer_than_silence_would_be_borne()
    {
        var serving = Task.Run(() =>
        {
            using var client = new RemoteClient(_listener.Accept(), Short / 8, Long);
            new SafeFileHandle(client.ReceiveDescriptor(), ownsHandle: true).Dispose();
            var command = client.ReceiveCommand();
            var busy = Stopwatch.StartNew();
            SpinWait.SpinUntil(() => busy.Elapsed > 3 * Short);
            client.Answer(RemoteMessages.Succeeded);
            return command?.Name;
        });
        Assert.True(Send(Short), Errors);
        Assert.Equal("version", await serving);
    }

    [Fact]
    public void A_client_that_sends_nothing_is_given_up()
    {
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Connect(new UnixDomainSocketEndPoint(Path));
        using var client = new RemoteClient(_listener.Accept(), Long, Short);
        Assert.Contains("it sent nothing", Assert.Throws<IOException>(() => client.ReceiveDescriptor()).Message);
    }

    [Fact]
    public void A_client_that_stops_within_a_command_is_given_up()
    {
        using var half = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        half.Connect(new UnixDomainSocketEndPoint(Path));
        half.Send([9, 0]);
        using var client = new RemoteClient(_listener.Accept(), Long, Short);
        Assert.Throws<IOException>(() => client.ReceiveCommand());
    }

    private bool Send(TimeSpan patience) => new RemoteSender(_session, Environment.ProcessId, patience).Send(false, "version", [], 1);
}
