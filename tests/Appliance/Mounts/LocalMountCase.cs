using System.Diagnostics;
using System.Runtime.Versioning;

namespace GuestCtl.Appliance.Tests.Mounts;

/// <summary>An empty ext4 file system of the guest, and a directory of the host to mount it on.</summary>
[SupportedOSPlatform("linux")]
public abstract class LocalMountCase(ScratchFixture fixture) : IAsyncLifetime
{
    private readonly string _host = Directory.CreateTempSubdirectory("guestctl-test-").FullName;
    private Task _run = Task.CompletedTask;

    /// <summary>The handle.</summary>
    protected GuestFs Guest { get; } = fixture.Guest;

    /// <summary>The directory of the host.</summary>
    protected string Mounted => Path.Combine(_host, "mounted");

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Mounted);
        fixture.Shell("umount /sysroot 2>/dev/null; mkfs.ext4 -qF /dev/sda && mount /dev/sda /sysroot");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_run.IsCompleted)
        {
            Guest.UmountLocal(retry: true);
        }

        await _run;
        Directory.Delete(_host, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A path in the mounted directory.</summary>
    protected string At(string name) => Path.Combine(Mounted, name);

    /// <summary>Mounts, and serves in the background.</summary>
    protected void Mount(bool readOnly = false)
    {
        Guest.MountLocal(Mounted, @readonly: readOnly);
        _run = Guest.MountLocalRunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Unmounts.</summary>
    protected async Task UnmountAsync()
    {
        Guest.UmountLocal(retry: true);
        await _run;
    }

    /// <summary>What a command of the host's shell prints; {0} in it is the mounted directory.</summary>
    protected string Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command.Replace("{0}", Mounted, StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" },
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return output + error.Result;
    }
}
