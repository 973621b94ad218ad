namespace GuestCtl.Appliances.Elf;

/// <summary>Makes sure that every program and library of the root image finds the libraries it needs inside that image.</summary>
internal sealed class LibraryCheck(string tree)
{
    private static readonly string[] StandardDirectories = ["usr/lib/x86_64-linux-gnu", "usr/lib64", "usr/lib"];
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <exception cref="ApplianceBuildException">Something is missing; the message lists it all.</exception>
    internal void Run(CancellationToken cancel)
    {
        var missing = Missing(cancel).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            throw new ApplianceBuildException(
                "The appliance's root image lacks libraries that its programs need. Add the package to packages.txt, "
                + $"or leave the program or keep the library in exclude.txt:\n{string.Join('\n', missing)}");
    }

    private IEnumerable<string> Missing(CancellationToken cancel)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(tree, "usr"), "*", Everything))
        {
            cancel.ThrowIfCancellationRequested();
            // Modules are relocatable objects: they have no libraries, and there are hundreds.
            if (path.EndsWith(".ko", StringComparison.Ordinal) || !LooksLikeElf(path))
                continue;
            if (ElfFile.TryParse(File.ReadAllBytes(path)) is not { } elf)
                continue;
            var name = Path.GetRelativePath(tree, path);
            var directories = elf.RunPath.Select(entry => Expand(entry, name)).Concat(StandardDirectories).ToList();
            foreach (var soname in elf.Needed)
            {
                if (!directories.Any(directory => File.Exists(Path.Combine(tree, directory, soname))))
                    yield return $"{name} needs {soname}";
            }
        }
    }

    private static string Expand(string entry, string name) =>
        entry.Replace("$ORIGIN", "/" + Path.GetDirectoryName(name), StringComparison.Ordinal).TrimStart('/');

    private static bool LooksLikeElf(string path)
    {
        using var file = File.OpenHandle(path);
        Span<byte> magic = stackalloc byte[4];
        return RandomAccess.Read(file, magic, 0) == 4 && magic.SequenceEqual("\u007fELF"u8);
    }
}
