using GuestCtl.Appliances.Elf;

namespace GuestCtl.Appliances.Images;

/// <summary>Appends the daemon, and the libraries that it needs beyond the C library, to the base initrd.</summary>
internal static class DaemonInitrd
{
    /// <summary>Libraries of the tree kept beside the base, in case a daemon needs them.</summary>
    internal static readonly string[] SpareLibraries =
        ["libgcc_s.so.1", "libstdc++.so.6", "libz.so.1", "libdl.so.2", "libpthread.so.0", "librt.so.1"];

    internal static void Write(string target, string baseInitrd, string libraries, string daemon)
    {
        if (ElfFile.TryParse(File.ReadAllBytes(daemon)) is not { IsX64: true } elf)
            throw new ApplianceBuildException(
                $"The daemon {daemon} is not an x86-64 Linux program. Put the one that was delivered with GuestCtl in its place; './build.sh build' makes it, too.");
        using var output = File.Create(target);
        using (var input = File.OpenRead(baseInitrd))
            input.CopyTo(output);
        var cpio = new CpioWriter(output);
        foreach (var library in Closure(elf, libraries, daemon))
            cpio.AddFile($"{BaseInitrd.LibraryDirectory}/{library}", 0x1ed, Path.Combine(libraries, library));
        cpio.AddFile("init", 0x1ed, daemon);
        cpio.Finish();
    }

    private static IReadOnlyCollection<string> Closure(ElfFile daemon, string libraries, string path)
    {
        var found = new HashSet<string>();
        var pending = new Queue<string>(daemon.Needed);
        while (pending.TryDequeue(out var soname))
        {
            if (BaseInitrd.Libraries.Contains(soname) || soname.StartsWith("ld-linux", StringComparison.Ordinal) || !found.Add(soname))
                continue;
            var library = Path.Combine(libraries, soname);
            if (!File.Exists(library))
                throw new ApplianceBuildException(
                    $"The daemon {path} needs the library {soname} at boot, which the initrd does not offer. "
                    + "Link it statically, or load it after the switch to the root image.");
            foreach (var next in ElfFile.TryParse(File.ReadAllBytes(library))?.Needed ?? [])
                pending.Enqueue(next);
        }
        return found;
    }
}
