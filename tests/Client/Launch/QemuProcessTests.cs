using System.Text;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Launch;

public sealed class QemuProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Console_and_errors_are_kept_apart_and_the_exit_code_is_told()
    {
        var chunks = new StringBuilder();
        await using var process = Start("echo guest; echo qemu >&2; exit 7", new() { ConsoleOutput = chunk => chunks.Append(Encoding.ASCII.GetString(chunk.Span)) });

        Assert.Equal(7, await process.Exited);
        Assert.Equal("guest\n", process.ConsoleTail);
        Assert.Equal("qemu\n", process.ErrorText);
        Assert.Equal("guest\n", chunks.ToString());
    }

    [Fact]
    public async Task Only_the_end_of_a_long_console_is_kept()
    {
        await using var process = Start("head -c 300000 /dev/zero | tr '\\0' x; echo the end");
        await process.Exited;
        Assert.Equal(64 * 1024, process.ConsoleTail.Length);
        Assert.EndsWith("xthe end\n", process.ConsoleTail);
    }

    [Fact]
    public async Task Disposing_kills_and_leaves_no_zombie()
    {
        var process = Start("exec sleep 600");
        await process.DisposeAsync();
        Assert.Equal(128 + 9, await process.Exited);
        Assert.False(Directory.Exists($"/proc/{process.Id}"));
    }

    [Fact]
    public async Task A_process_started_from_a_thread_that_ends_lives_on()
    {
        QemuProcess? process = null;
        var thread = new Thread(() => process = Start("exec sleep 600"));
        thread.Start();
        thread.Join();
        // The kernel would send the parent-death signal at the end of the thread, so at once.
        for (var i = 0; i < 20; i++)
            new Thread(() => Thread.Sleep(1)).Start();
        await Task.Delay(500);
        Assert.False(process!.Exited.IsCompleted);
        await process.DisposeAsync();
    }

    [Fact]
    public async Task Its_own_process_group_is_out_of_reach_of_the_terminal()
    {
        await using var inside = Start("exec sleep 600");
        await using var outside = Start("exec sleep 600", new() { OwnProcessGroup = true });
        await Task.Delay(300);
        Assert.NotEqual(inside.Id, GroupOf(inside.Id));
        Assert.Equal(outside.Id, GroupOf(outside.Id));
    }

    [Fact]
    public void A_program_that_is_gone_is_named()
    {
        var failure = Assert.Throws<QemuNotFoundException>(() => QemuProcess.Start("/no/such/qemu", [], new(), NullLogger.Instance));
        Assert.Contains("/no/such/qemu", failure.Message);
    }

    // The fields after the program's name, which stands in parentheses: state, parent, group.
    private static int GroupOf(int pid) => int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ')[2]);

    private QemuProcess Start(string commands, QemuProcessOptions? options = null) =>
        QemuProcess.Start(_directory.WriteScript(Path.GetRandomFileName(), commands), [], options ?? new(), NullLogger.Instance);
}
