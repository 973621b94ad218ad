namespace GuestCtl.Build.Compile;

/// <summary>libguestfs.pc, by which other builds find the library. Its paths are relative to itself, so that the whole tree can be moved.</summary>
internal static class PkgConfig
{
    // That of the API, which guestfs_version returns.
    private const string Version = "1.56.0";

    public static void Write(string directory, string libraries, string include)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(
            Path.Combine(directory, "libguestfs.pc"),
            $$"""
            libdir=${pcfiledir}/{{Path.GetRelativePath(directory, libraries)}}
            includedir=${pcfiledir}/{{Path.GetRelativePath(directory, include)}}

            Name: libguestfs
            Description: Reads and changes disk images of virtual machines (GuestCtl)
            Version: {{Version}}
            Cflags: -I${includedir}
            Libs: -L${libdir} -lguestfs

            """);
    }
}
