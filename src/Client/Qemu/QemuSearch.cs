namespace GuestCtl.Qemu;

/// <summary>Where QEMU's programs may be.</summary>
internal static class QemuSearch
{
    private static readonly string[] Emulators = ["qemu-system-x86_64", "qemu-kvm"];

    // RHEL and its kin keep the emulator off the PATH; Homebrew and the Windows installer have their own places.
    private static readonly string[] UsualDirectories =
    [
        "/usr/bin", "/usr/local/bin", "/usr/libexec", "/opt/homebrew/bin", @"C:\Program Files\qemu",
    ];

    /// <summary>Finds the emulator.</summary>
    /// <param name="explicitPath">A path or a program name that the user chose; null looks in the usual places.</param>
    /// <param name="searchPath">Replaces PATH and the usual places, for tests.</param>
    /// <exception cref="QemuNotFoundException">There is none.</exception>
    public static string FindEmulator(string? explicitPath = null, string? searchPath = null) =>
        Find(explicitPath is null ? Emulators : [explicitPath], searchPath) ?? throw new QemuNotFoundException(explicitPath is null
            ? "qemu-system-x86_64 was not found: neither on the PATH nor in /usr/libexec. Install it with " +
              "'apt-get install qemu-system-x86' or 'dnf install qemu-kvm', or say where it is (hv)."
            : $"QEMU was asked for as '{explicitPath}', but there is no such program. Correct the path (hv), or leave it out to have QEMU searched.");

    /// <summary>Finds <c>qemu-img</c>, first beside the emulator.</summary>
    /// <exception cref="QemuNotFoundException">There is none.</exception>
    public static string FindImageTool(string? emulator = null, string? searchPath = null)
    {
        var beside = emulator is null ? null : Path.Combine(Path.GetDirectoryName(emulator)!, ProgramName("qemu-img"));
        return beside is not null && File.Exists(beside)
            ? beside
            : Find(["qemu-img"], searchPath) ?? throw new QemuNotFoundException(
                "qemu-img was not found. Install it with 'apt-get install qemu-utils' or 'dnf install qemu-img'.");
    }

    /// <summary>Finds any program on the PATH.</summary>
    public static string? FindProgram(string name) => Find([name], null);

    private static string? Find(string[] names, string? searchPath)
    {
        foreach (var name in names)
        {
            if (Path.GetFileName(name) != name)
                return File.Exists(name) ? Path.GetFullPath(name) : null;
        }
        var directories = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(searchPath is null ? UsualDirectories : []).ToArray();
        return names.SelectMany(name => directories.Select(directory => Path.Combine(directory, ProgramName(name))))
            .FirstOrDefault(File.Exists);
    }

    private static string ProgramName(string name) => OperatingSystem.IsWindows() && !Path.HasExtension(name) ? name + ".exe" : name;
}
