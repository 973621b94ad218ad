namespace GuestCtl.Build.Compile;

/// <summary>The C library, in artifacts/native as it can be used there, and in a prefix as it is installed.</summary>
internal static class DeliveredLibrary
{
    private const string Project = "src/Native";

    // What the programs that were linked with libguestfs ask the loader for, and what the linker looks for.
    private const string Library = "libguestfs.so.0";
    private const string LinkerName = "libguestfs.so";
    private const string Launcher = "guestctl-handle";
    private const string Header = "guestfs.h";

    public static bool IsBuilt(Workspace workspace)
        => File.Exists(Path.Combine(workspace.Native, Library)) && File.Exists(Path.Combine(workspace.Native, Launcher));

    /// <summary>Publishes the project, and puts the library, its launcher and its header into artifacts.</summary>
    public static async Task PublishAsync(Workspace workspace, CancellationToken cancellation)
    {
        var published = Path.Combine(workspace.Artifacts, "publish", "libguestfs");
        await DotNet.PublishAsync(workspace, Project, published, cancellation);
        var generated = workspace.At(Project, "obj", "Release", "face");
        Place(Path.Combine(published, LinkerName), Path.Combine(workspace.Native, Library));
        Place(Path.Combine(published, LinkerName + ".dbg"), Path.Combine(workspace.Symbols, LinkerName + ".dbg"));
        Place(Path.Combine(generated, Launcher), Path.Combine(workspace.Native, Launcher));
        Place(Path.Combine(generated, Header), Path.Combine(workspace.Artifacts, "include", Header));
        Link(workspace.Native);
        PkgConfig.Write(Path.Combine(workspace.Native, "pkgconfig"), workspace.Native, Path.Combine(workspace.Artifacts, "include"));
    }

    /// <summary>Copies the library and what belongs to it below a prefix.</summary>
    /// <param name="workspace">Where it was built.</param>
    /// <param name="prefix">Such as /usr/local.</param>
    /// <param name="libraries">The directory of libraries, below the prefix.</param>
    public static void Install(Workspace workspace, string prefix, string libraries)
    {
        var directory = Path.Combine(prefix, libraries);
        var include = Path.Combine(prefix, "include");
        Place(Path.Combine(workspace.Native, Library), Path.Combine(directory, Library));
        Place(Path.Combine(workspace.Native, Launcher), Path.Combine(directory, "guestctl", Launcher));
        Place(Path.Combine(workspace.Artifacts, "include", Header), Path.Combine(include, Header));
        Link(directory);
        PkgConfig.Write(Path.Combine(directory, "pkgconfig"), directory, include);
    }

    private static void Place(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        DeliveredProgram.Replace(from, to);
    }

    private static void Link(string directory)
    {
        var link = Path.Combine(directory, LinkerName);
        File.Delete(link);
        File.CreateSymbolicLink(link, Library);
    }
}
