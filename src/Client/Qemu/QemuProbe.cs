using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using GuestCtl.Launch;
using GuestCtl.Qemu.Arguments;

namespace GuestCtl.Qemu;

/// <summary>Asks a QEMU binary what it is. The answers are kept, in memory and in the cache directory, until the file changes.</summary>
internal static class QemuProbe
{
    private static readonly ConcurrentDictionary<string, QemuBinary> Known = new();

    // A loaded machine may take seconds to start a program; a hung binary must not hang us.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Finds the emulator and describes it.</summary>
    /// <exception cref="QemuNotFoundException">It is missing, or does not run.</exception>
    public static async Task<QemuBinary> FindAsync(string? explicitPath, FactCache cache, CancellationToken cancellation = default)
    {
        var path = QemuSearch.FindEmulator(explicitPath);
        var file = new FileInfo(path);
        // Follow links: /usr/bin/qemu-kvm may stay the same link while its target is upgraded.
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        var (size, modified) = (file.Length, file.LastWriteTimeUtc);
        var identity = QemuBinary.IdentityOf(path, size, modified);
        if (Known.TryGetValue(identity, out var known))
            return known;

        var kept = cache.Read("qemu", identity);
        var fact = kept ?? await AskAsync(path, cancellation).ConfigureAwait(false);
        var words = fact.Split(' ');
        if (words.Length != 2 || !QemuVersion.TryParse("version " + words[0], out var version))
            throw new QemuNotFoundException($"'{path}' does not look like QEMU: it did not say its version.");
        if (kept is null)
        {
            cache.Write("qemu", identity, fact);
        }

        return Known[identity] = new QemuBinary
        {
            Path = path, Size = size, ModifiedUtc = modified, Version = version, HasSandbox = words[1] == "sandbox",
            WhyOpen = IsScript(path) ? $"'{path}' is a script" : null,
            Places = await QemuFiles.FindAsync(path, identity, cache, cancellation).ConfigureAwait(false),
        };
    }

    private static async Task<string> AskAsync(string path, CancellationToken cancellation)
    {
        // QEMU reads its switches from left to right, so one run answers both questions: without sandbox support it stops at the first.
        var (code, output) = await RunAsync(path, ["-sandbox", Sandbox.Value, "-version"], cancellation).ConfigureAwait(false);
        var sandbox = code == 0;
        if (!sandbox)
            (code, output) = await RunAsync(path, ["-version"], cancellation).ConfigureAwait(false);
        if (code != 0 || !QemuVersion.TryParse(output, out var version))
        {
            throw new QemuNotFoundException(string.Create(CultureInfo.InvariantCulture,
                $"'{path} -version' ended with exit code {code} and said: {Shorten(output)}"));
        }
        return version + (sandbox ? " sandbox" : " plain");
    }

    private static async Task<(int Code, string Output)> RunAsync(string path, string[] arguments, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Deadline);
        try
        {
            var result = await Cli.Wrap(path).WithArguments(arguments).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, deadline.Token).ConfigureAwait(false);
            return (result.ExitCode, result.StandardOutput.Length > 0 ? result.StandardOutput : result.StandardError);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new QemuNotFoundException($"'{path} -version' did not answer within {Deadline.TotalSeconds:0} seconds.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new QemuNotFoundException($"'{path}' cannot be run: {(e.InnerException ?? e).Message}", e);
        }
    }

    private static bool IsScript(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return RandomAccess.Read(file, start, 0) == start.Length && start.SequenceEqual("#!"u8);
    }

    private static string Shorten(string text) => text.Length <= 500 ? text.Trim() : text[..500].Trim() + " …";
}
