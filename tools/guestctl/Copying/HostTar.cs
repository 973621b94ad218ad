using System.Diagnostics;
using GuestCtl.Qemu;

namespace GuestCtl.Cli.Copying;

/// <summary>
/// The host's tar, at one end of a transfer. It knows how to unpack an archive from a stranger: names with '..' are refused, and
/// links are made last, so that nothing is written through them.
/// </summary>
internal sealed class HostTar : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly string _what;
    private bool _finished;

    private HostTar(string what, IReadOnlyList<string> arguments, bool packs)
    {
        var program = QemuSearch.FindProgram("tar") ?? throw new CliException("'tar' was not found on this machine; it is needed to copy directories");
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = !packs, RedirectStandardOutput = packs, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" },
        };
        _what = what;
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What is unpacked is written here.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What was packed is read here.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Unpacks into a directory. Owners are the user's, and no program becomes set-user-id.</summary>
    public static HostTar Unpack(string directory) =>
        new($"unpacking into '{directory}'", ["-x", "-f", "-", "--no-same-owner", "--no-same-permissions", "-C", Path.GetFullPath(directory)], packs: false);

    /// <summary>Packs what is in a directory; everything belongs to root.</summary>
    public static HostTar Pack(string directory) =>
        new($"reading '{directory}'", ["-c", "-f", "-", "--owner=0", "--group=0", "--numeric-owner", "-C", Path.GetFullPath(directory), "."], packs: true);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="CliException">tar failed; the message is its own.</exception>
    public async Task FinishAsync()
    {
        _finished = true;
        if (_process.StartInfo.RedirectStandardInput)
        {
            try
            {
                _process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It is gone already; its exit code says more.
            }
        }

        var errors = await _errors.ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        if (_process.ExitCode != 0)
        {
            var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new CliException($"{_what}: {(lines.Length == 0 ? $"tar ended with exit code {_process.ExitCode}" : lines[0])}");
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
