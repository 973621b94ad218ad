using GuestCtl.Confining;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Launch;

/// <summary>A running QEMU. It never outlives its owner, and its output never blocks it.</summary>
internal sealed class QemuProcess : IAsyncDisposable
{
    private const int TailBytes = 64 * 1024;

    // The kernel ends a killed process at once, unless it waits for a disk that does not answer.
    private static readonly TimeSpan GoneTimeout = TimeSpan.FromSeconds(30);

    private readonly StartedProgram _program;
    private readonly ILogger _logger;
    private readonly ConsoleBuffer _console = new(TailBytes);
    private readonly ConsoleBuffer _errors = new(TailBytes);

    private QemuProcess(StartedProgram program, QemuProcessOptions options, ILogger logger)
    {
        _program = program;
        _logger = logger;
        var reading = Task.WhenAll(
            ReadAsync(program.Output, _console, options.ConsoleOutput),
            ReadAsync(program.Errors, _errors, options.ErrorOutput));
        Exited = WaitAsync(reading);
    }

    /// <summary>The process id.</summary>
    public int Id => _program.Id;

    /// <summary>What confines it.</summary>
    public ConfinementReport Confinement => _program.Report;

    /// <summary>Gives the exit code once QEMU is gone and all its output is read; 128 plus the signal if one ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last 64 KiB of the guest's console.</summary>
    public string ConsoleTail => _console.ToString();

    /// <summary>The last 64 KiB of what QEMU itself said.</summary>
    public string ErrorText => _errors.ToString();

    /// <summary>Starts QEMU.</summary>
    /// <exception cref="QemuNotFoundException">The program cannot be run.</exception>
    /// <exception cref="LaunchException">It cannot be confined as it must be.</exception>
    public static QemuProcess Start(string program, IReadOnlyList<string> arguments, QemuProcessOptions options, ILogger logger)
    {
        if (!File.Exists(program))
            throw new QemuNotFoundException($"'{program}' is not there any more. Install QEMU again, or say where it is (hv).");
        LaunchLog.CommandLine(logger, string.Join(' ', arguments));
        try
        {
            var started = OperatingSystem.IsLinux()
                ? (options.Confiner ?? Confiner.WithoutMemory(logger)).Start(Request(program, arguments, options))
                : StartedProgram.StartPlainly(program, arguments);
            LaunchLog.Started(logger, program, started.Id);
            return new QemuProcess(started, options, logger);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new QemuNotFoundException($"'{program}' cannot be run: {e.Message}", e);
        }
        catch (ConfinementException e)
        {
            throw e.Errno is Errno.ENOENT or Errno.EACCES or Errno.ENOEXEC
                ? new QemuNotFoundException($"'{program}' cannot be run: {e.Message}", e)
                : new LaunchException(e.Message, e);
        }
    }

    /// <summary>Ends QEMU at once. Does nothing when it is gone already.</summary>
    public void Kill() => _program.Kill();

    /// <summary>Ends QEMU and waits until it is gone, but not for ever: the kernel may hold it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
            Kill();
        if (await Task.WhenAny(Exited, Task.Delay(GoneTimeout)).ConfigureAwait(false) != Exited)
            LaunchLog.NotGone(_logger, Id, GoneTimeout.TotalSeconds);
    }

    private static ConfinementRequest Request(string program, IReadOnlyList<string> arguments, QemuProcessOptions options) => new()
    {
        Program = program,
        Arguments = arguments,
        Descriptors = options.Descriptors,
        Places = options.Binary?.Places ?? [],
        WhyNetwork = options.WhyNetwork,
        ReachesServers = options.RemoteDrives is not null,
        Sockets = options.RemoteDrives?.Sockets ?? [],
        UsesKvm = options.UsesKvm,
        OwnSession = options.OwnProcessGroup,
        WhyOpen = options.WhyOpen ?? options.Binary?.WhyOpen
            ?? (options.Binary is { Places.Count: > 0 } ? null : "nothing is known of the program's files"),
    };

    private async Task<int> WaitAsync(Task reading)
    {
        var code = await _program.Ended.ConfigureAwait(false);
        // A grandchild that kept the pipe would keep us here for ever; QEMU's own last words come at once.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        await _program.Output.DisposeAsync().ConfigureAwait(false);
        await _program.Errors.DisposeAsync().ConfigureAwait(false);
        return code;
    }

    private async Task ReadAsync(Stream stream, ConsoleBuffer tail, Action<ReadOnlyMemory<byte>>? observer)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                tail.Append(buffer.AsSpan(0, count));
                Tell(observer, buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe went with the process.
        }
    }

    private void Tell(Action<ReadOnlyMemory<byte>>? observer, ReadOnlyMemory<byte> chunk)
    {
        try
        {
            observer?.Invoke(chunk);
        }
        catch (Exception e)
        {
            LaunchLog.ObserverFailed(_logger, e);
        }
    }
}
