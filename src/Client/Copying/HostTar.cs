using System.Diagnostics;
using GuestCtl.Qemu;

namespace GuestCtl.Copying;

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
        var program = QemuSearch.FindProgram("tar") ?? throw new IOException("'tar' was not found on this machine; it is needed to copy directories");
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

    /// <summary>Unpacks into a directory. No program becomes set-user-id.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="keepOwners">Whether files belong to whom the archive says, which needs root; else they are the user's.</param>
    public static HostTar Unpack(string directory, bool keepOwners = false) =>
        new(
            $"unpacking into '{directory}'",
            ["-x", "-f", "-", keepOwners ? "--same-owner" : "--no-same-owner", "--numeric-owner", "--no-same-permissions", "-C", Path.GetFullPath(directory)],
            packs: false);

    /// <summary>Packs what is in a directory; everything belongs to root.</summary>
    public static HostTar Pack(string directory) =>
        new($"reading '{directory}'", ["-c", "-f", "-", "--owner=0", "--group=0", "--numeric-owner", "-C", Path.GetFullPath(directory), "."], packs: true);

    /// <summary>Packs a file, or a directory with what is in it, with the owners that it has.</summary>
    public static HostTar PackNamed(string path) =>
        new($"reading '{path}'", ["-c", "-f", "-", "--numeric-owner", "-C", Path.GetDirectoryName(path)!, "--", "./" + Path.GetFileName(path)], packs: true);

    /// <summary>Waits for the end.</summary>
    /// <exception cref="IOException">tar failed; the message is its own.</exception>
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
