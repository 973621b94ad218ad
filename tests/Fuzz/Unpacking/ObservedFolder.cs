using System.Diagnostics;
using GuestCtl.Fuzz.Engine;

namespace GuestCtl.Fuzz.Unpacking;

/// <summary>A directory to unpack into, with links out of it, and another one beside it that nothing may touch.</summary>
internal sealed class ObservedFolder : IDisposable
{
    private const string Content = "untouched";
    private const UnixFileMode SecretMode = UnixFileMode.UserRead | UnixFileMode.GroupRead;

    private readonly string _folder = Directory.CreateTempSubdirectory("guestctl-fuzz-").FullName;

    public ObservedFolder()
    {
        Directory.CreateDirectory(Outside);
        File.WriteAllText(Secret, Content);
        File.SetUnixFileMode(Secret, SecretMode);
        File.SetLastWriteTimeUtc(Secret, DateTime.UnixEpoch);
        Directory.SetLastWriteTimeUtc(Outside, DateTime.UnixEpoch);
    }

    public string Inside => Path.Combine(_folder, "inside");

    private string Outside => Path.Combine(_folder, "outside");

    private string Secret => Path.Combine(Outside, "secret");

    /// <summary>Empties the directory, and plants the links again.</summary>
    public void Renew()
    {
        if (Directory.Exists(Inside))
        {
            Remove(Inside);
        }

        Directory.CreateDirectory(Inside);
        Directory.CreateSymbolicLink(Path.Combine(Inside, "out"), "../outside");
        File.CreateSymbolicLink(Path.Combine(Inside, "secret"), "../outside/secret");
    }

    /// <summary>Fails when something beside the directory was changed, or something in it is neither a file nor a directory nor a link.</summary>
    public void Check()
    {
        var isUntouched = Directory.GetFileSystemEntries(_folder).Length == 2 && Directory.GetFileSystemEntries(Outside) is [var only] && only == Secret
            && File.ReadAllText(Secret) == Content && File.GetUnixFileMode(Secret) == SecretMode
            && File.GetLastWriteTimeUtc(Secret) == DateTime.UnixEpoch && Directory.GetLastWriteTimeUtc(Outside) == DateTime.UnixEpoch;
        if (!isUntouched)
        {
            throw new FindingException($"something outside the directory was changed: {string.Join(' ', Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories))}");
        }

        // .NET finds no entry whose name is not UTF-8, and says of it that it is everything: find looks again.
        var isSuspicious = new DirectoryInfo(Inside).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Any(entry => entry.Attributes.HasFlag(FileAttributes.Device));
        if (isSuspicious && FindSpecial() is { Length: > 0 } found)
        {
            throw new FindingException($"a device was made: {found}");
        }
    }

    public void Dispose() => Remove(_folder);

    private string FindSpecial()
    {
        var start = new ProcessStartInfo("find", [Inside, "!", "-type", "f", "!", "-type", "d", "!", "-type", "l", "-print", "-quit"]) { RedirectStandardOutput = true };
        using var find = Process.Start(start)!;
        var found = find.StandardOutput.ReadToEnd();
        find.WaitForExit();
        return found;
    }

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // .NET changes names that are not UTF-8, and an ordinary user enters no directory without permission.
            using var shell = Process.Start("sh", ["-c", "chmod -R u+rwX \"$1\"; rm -rf \"$1\"", "sh", directory]);
            shell.WaitForExit();
        }
    }
}
