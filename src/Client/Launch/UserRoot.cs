using System.Security.Cryptography;
using GuestCtl.Drives;

namespace GuestCtl.Launch;

/// <summary>
/// The directory that holds all of one user's private directories. In a place where anybody may write, somebody else could have made
/// it first; then one with a random name is used.
/// </summary>
internal static class UserRoot
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int RandomBytes = 6;

    /// <summary>Finds or makes it.</summary>
    /// <exception cref="IOException">There is no safe one.</exception>
    public static string In(string parent)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(Path.Combine(parent, "guestctl")).FullName;
        var path = Path.Combine(parent, "guestctl-" + HostFile.CurrentUser);
        if (TryUse(path))
            return path;
        // Somebody else was first, which must not keep this user from working. A name that cannot be foreseen is found again later by its owner.
        foreach (var other in Directory.EnumerateDirectories(parent, Path.GetFileName(path) + "-*"))
        {
            if (IsPrivate(other))
                return other;
        }
        var fallback = $"{path}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}";
        return TryUse(fallback) ? fallback : throw new IOException(
            $"'{parent}': no private directory can be made there; set TMPDIR to a directory of your own.");
    }

    private static bool TryUse(string path)
    {
        try
        {
            CreatePrivate(path);
            return IsPrivate(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file or somebody's link of that name.
            return false;
        }
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
