using System.Diagnostics;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Launch;

/// <summary>A running QEMU. It never outlives its owner, and its output never blocks it.</summary>
internal sealed class QemuProcess : IAsyncDisposable
{
    private const int TailBytes = 64 * 1024;

    // The kernel ends a killed process at once, unless it waits for a disk that does not answer.
    private static readonly TimeSpan GoneTimeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ILogger _logger;
    private readonly ConsoleBuffer _console = new(TailBytes);
    private readonly ConsoleBuffer _errors = new(TailBytes);

    private QemuProcess(Process process, QemuProcessOptions options, ILogger logger)
    {
        _process = process;
        _logger = logger;
        Id = process.Id;
        var reading = Task.WhenAll(
            ReadAsync(process.StandardOutput.BaseStream, _console, options.ConsoleOutput),
            ReadAsync(process.StandardError.BaseStream, _errors, options.ErrorOutput));
        Exited = WaitAsync(reading);
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Gives the exit code once QEMU is gone and all its output is read; 128 plus the signal if one ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last 64 KiB of the guest's console.</summary>
    public string ConsoleTail => _console.ToString();

    /// <summary>The last 64 KiB of what QEMU itself said.</summary>
    public string ErrorText => _errors.ToString();

    /// <summary>Starts QEMU.</summary>
    /// <exception cref="QemuNotFoundException">The program cannot be run.</exception>
    public static QemuProcess Start(string program, IReadOnlyList<string> arguments, QemuProcessOptions options, ILogger logger)
    {
        if (!OwnerDeath.IsAvailable)
            LaunchLog.NoOwnerDeath(logger);
        if (!File.Exists(program))
            throw new QemuNotFoundException($"'{program}' is not there any more. Install QEMU again, or say where it is (hv).");
        var (command, words) = OwnerDeath.Wrap(program, arguments);
        if (options.OwnProcessGroup && QemuSearch.FindProgram("setsid") is { } setsid)
            (command, words) = (setsid, [command, .. words]);

        var start = new ProcessStartInfo(command, words)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        // We show QEMU's messages, and recognise some: they must not depend on the user's language.
        start.Environment["LC_ALL"] = "C";
        var process = new Process { StartInfo = start };
        try
        {
            OwnerDeath.Start(process);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            process.Dispose();
            throw new QemuNotFoundException($"'{program}' cannot be run: {e.Message}", e);
        }
        LaunchLog.Started(logger, program, process.Id);
        LaunchLog.CommandLine(logger, string.Join(' ', words));
        return new QemuProcess(process, options, logger);
    }

    /// <summary>Ends QEMU at once. Does nothing when it is gone already.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the caller's decision and now.
        }
    }

    /// <summary>Ends QEMU and waits until it is gone, but not for ever: the kernel may hold it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
            Kill();
        if (await Task.WhenAny(Exited, Task.Delay(GoneTimeout)).ConfigureAwait(false) == Exited)
            _process.Dispose();
        else
            LaunchLog.NotGone(_logger, Id, GoneTimeout.TotalSeconds);
    }

    private async Task<int> WaitAsync(Task reading)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        // A grandchild that kept the pipe would keep us here for ever; QEMU's own last words come at once.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        return _process.ExitCode;
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
