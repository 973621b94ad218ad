using GuestCtl.Drives;

namespace GuestCtl.Launch;

/// <summary>
/// The directory that holds all of one user's private directories. In a place where anybody may write, somebody else could have made
/// it first; such a one is not used.
/// </summary>
internal static class UserRoot
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Finds or makes it.</summary>
    /// <exception cref="IOException">There is no safe one.</exception>
    public static string In(string parent)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(Path.Combine(parent, "guestctl")).FullName;
        var path = Path.Combine(parent, "guestctl-" + HostFile.CurrentUser);
        CreatePrivate(path);
        if (IsPrivate(path))
            return path;
        throw new IOException(
            $"'{path}' belongs to somebody else, is a link, or is open to others, so it is not safe to keep private files in. Remove it, or set TMPDIR to a directory of your own.");
    }

    /// <summary>Whether a directory is the user's own, and closed to everybody else.</summary>
    public static bool IsPrivate(string path) => OperatingSystem.IsWindows()
        || (new DirectoryInfo(path).LinkTarget is null && HostFile.OwnerOf(path) == HostFile.CurrentUser && File.GetUnixFileMode(path) == OwnerOnly);

    /// <summary>Makes a directory that only its owner may enter.</summary>
    public static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
