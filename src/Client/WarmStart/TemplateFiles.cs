using GuestCtl.Drives;
using GuestCtl.Launch;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.WarmStart;

/// <summary>The files of a template, and whether they can be trusted: only the user may ever have been able to write them.</summary>
internal static class TemplateFiles
{
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static string Manifest(string directory) => Path.Combine(directory, "manifest.json");

    public static string Memory(string directory) => Path.Combine(directory, "memory");

    public static string State(string directory) => Path.Combine(directory, "state");

    /// <summary>Checks who owns a template's directory and files.</summary>
    /// <exception cref="TemplateException">Somebody else could have written them.</exception>
    public static void CheckOwner(string directory)
    {
        CheckOwner(directory, UserRoot.IsPrivate(directory));
        foreach (var file in new[] { Manifest(directory), Memory(directory), State(directory) })
        {
            if (!File.Exists(file) || !HostFile.IsRegular(file))
                throw new TemplateException($"'{file}' is missing, or is no file");
            CheckOwner(file, OperatingSystem.IsWindows()
                || ((File.GetUnixFileMode(file) & OthersMayWrite) == 0 && HostFile.OwnerOf(file) == HostFile.CurrentUser));
        }
    }

    /// <summary>Opens a file of a template for reading.</summary>
    public static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);

    /// <summary>Makes a file of a template, which only the user may read.</summary>
    public static SafeFileHandle Create(string path)
    {
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static void CheckOwner(string path, bool isPrivate)
    {
        if (!isPrivate)
            throw new TemplateException($"'{path}' belongs to another user, is a link, or is open to others");
    }
}
