using System.Diagnostics;

namespace GuestCtl.Appliance.Tests;

/// <summary>A file system of the host that is soon full. Only root can mount one: tests of others are skipped.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    /// <summary>Mounts one.</summary>
    /// <param name="mebibytes">Its size.</param>
    public SmallFileSystem(int mebibytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a small file system needs root");
        Path = Directory.CreateTempSubdirectory("guestctl-small-").FullName;
        Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", Path);
    }

    /// <summary>Its mount point.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
