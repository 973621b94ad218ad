using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Boot;

/// <summary>From the kernel's start of process 1 to a mounted, writable enough appliance. No shell is involved.</summary>
internal static class BootSequence
{
    private const string NewRoot = "/newroot";

    private static readonly (string Path, string Type, string? Options)[] KernelFileSystems =
    [
        ("/proc", "proc", null),
        ("/sys", "sysfs", null),
        ("/dev", "devtmpfs", "mode=0755"),
    ];

    private static readonly (string Path, string Options)[] Writable =
    [
        ("/run", "mode=0755"),
        ("/tmp", "mode=1777"),
        ("/var/tmp", "mode=1777"),
        ("/dev/shm", "mode=1777"),
        (GuestRoot.MountPoint, "mode=0755,size=1m"),
    ];

    // What udev makes beside the names of devices.
    private static readonly (string Name, string Target)[] Links =
    [
        ("/dev/fd", "/proc/self/fd"),
        ("/dev/stdin", "/proc/self/fd/0"),
        ("/dev/stdout", "/proc/self/fd/1"),
        ("/dev/stderr", "/proc/self/fd/2"),
        ("/dev/core", "/proc/kcore"),
        ("/dev/rtc", "rtc0"),
    ];

    /// <summary>Runs the whole sequence.</summary>
    /// <exception cref="BootException">A step failed: the machine cannot be used.</exception>
    public static void Run()
    {
        foreach (var (path, type, options) in KernelFileSystems)
        {
            Directory.CreateDirectory(path);
            Step(Libc.Mount(type, path, type, Libc.MsNoSuid, options), $"mounting {path}");
        }

        KernelModules.LoadAll("/etc/guestctl/boot-modules");
        SwitchRoot();
        foreach (var (path, options) in Writable)
        {
            if (path.StartsWith("/dev/", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(path);
            }

            Step(Libc.Mount("tmpfs", path, "tmpfs", Libc.MsNoSuid, options), $"mounting {path}");
        }

        foreach (var (name, target) in Links)
        {
            File.CreateSymbolicLink(name, target);
        }

        Directory.CreateDirectory("/run/lock/lvm");
        Directory.CreateDirectory("/dev/pts");
        Libc.Mount("devpts", "/dev/pts", "devpts", Libc.MsNoSuid, "gid=5,mode=0620,ptmxmode=0666");
        Libc.BringUp("lo");
    }

    private static void SwitchRoot()
    {
        var device = RootDisk.Wait(TimeSpan.FromSeconds(30));
        Directory.CreateDirectory(NewRoot);
        Step(Libc.Mount(device, NewRoot, "erofs", Libc.MsReadOnly), $"mounting the appliance's root image {device}");
        foreach (var (path, _, _) in KernelFileSystems)
        {
            Step(Libc.Mount(path, NewRoot + path, null, Libc.MsMove), $"moving {path}");
        }

        Step(Libc.EnterRoot(NewRoot), "entering the appliance's root image");
    }

    private static void Step(bool succeeded, string what)
    {
        if (!succeeded)
        {
            throw new BootException($"{what}: {SystemErrors.Text(SystemErrors.Last)}");
        }
    }
}
