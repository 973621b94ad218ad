using System.Globalization;
using System.Runtime.InteropServices;
using GuestCtl.Cli.Shell.Startup;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>Where a shell listens for commands of others: a socket in a directory that only its user can enter.</summary>
internal static partial class RemoteSocket
{
    private const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The socket of a process.</summary>
    public static string PathOf(int process) => Path.Combine(Directory, string.Create(CultureInfo.InvariantCulture, $"socket-{process}"));

    private static string Directory => string.Create(CultureInfo.InvariantCulture, $"/tmp/.guestfish-{EffectiveUser()}");

    /// <summary>Makes the directory.</summary>
    /// <exception cref="UsageException">It is there, and others can enter it or have put it there.</exception>
    public static void PrepareDirectory()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new UsageException("guestfish: remote: this is not offered on Windows");
        }

        var directory = new DirectoryInfo(System.IO.Directory.CreateDirectory(Directory, OnlyMine).FullName);
        if (directory.LinkTarget is not null || directory.UnixFileMode != OnlyMine || OwnerOf(directory.FullName) != EffectiveUser())
        {
            throw new UsageException($"guestfish: remote: {Directory} is not a directory that only this user can enter: remove it");
        }
    }

    // A directory of another's could not be made ours: changing its permissions is the test.
    private static uint OwnerOf(string path) => ChangeMode(path, 0x1C0) == 0 ? EffectiveUser() : uint.MaxValue;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);
}
