using System.Diagnostics;
using GuestCtl.Qemu;

namespace GuestCtl.Copying;

/// <summary>The host's tar, which reads the caller's own files for the guest.</summary>
internal sealed class HostTar : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly string _what;
    private bool _finished;

    private HostTar(string what, IReadOnlyList<string> arguments)
    {
        var program = QemuSearch.FindProgram("tar") ?? throw new IOException("'tar' was not found on this machine; it is needed to copy directories");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" },
        };
        _what = what;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What was packed is read here.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Packs what is in a directory; everything belongs to root.</summary>
    public static HostTar Pack(string directory) =>
        new($"reading '{directory}'", ["-c", "-f", "-", "--owner=0", "--group=0", "--numeric-owner", "-C", Path.GetFullPath(directory), "."]);

    /// <summary>Packs a file, or a directory with what is in it, with the owners that it has.</summary>
    public static HostTar PackNamed(string path) =>
        new($"reading '{path}'", ["-c", "-f", "-", "--numeric-owner", "-C", Path.GetDirectoryName(path)!, "--", "./" + Path.GetFileName(path)]);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="IOException">tar failed; the message is its own.</exception>
    public async Task FinishAsync()
    {
        _finished = true;
        var errors = await _errors.ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        if (_process.ExitCode != 0)
        {
            var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new IOException($"{_what}: {(lines.Length == 0 ? $"tar ended with exit code {_process.ExitCode}" : lines[0])}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_finished && !_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _process.Dispose();
    }
}
