using GuestCtl.Appliances.Recipes;

namespace GuestCtl.Appliances.Tree;

/// <summary>Writes what maintainer scripts would have made: accounts, links, mount points, and our configuration.</summary>
internal static class RootFiles
{
    internal static void Write(Recipe recipe, string tree)
    {
        foreach (var directory in recipe.Directories)
            Directory.CreateDirectory(Path.Combine(tree, directory));
        foreach (var (path, content) in recipe.Files)
            WriteFile(Path.Combine(tree, path), content);
        foreach (var (path, target) in recipe.Links)
            WriteLink(Path.Combine(tree, path), target);
    }

    private static void WriteFile(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Path.GetExtension(path) == ".script" ? Executable : ReadOnly);
    }

    private static void WriteLink(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var existing = new DirectoryInfo(path);
        if (existing.Exists && existing.LinkTarget is null)
            existing.Delete(recursive: true);
        else
            File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private const UnixFileMode ReadOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        ReadOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
