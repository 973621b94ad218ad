namespace GuestCtl.Daemon.Boot;

/// <summary>The disk with the appliance's root image: the virtio disk whose serial says so.</summary>
internal static class RootDisk
{
    private const string Serial = "guestctl-root";

    /// <summary>Waits for the disk, whose driver finds it in the background.</summary>
    public static string Wait(TimeSpan timeout)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (Environment.TickCount64 < deadline)
        {
            foreach (var disk in Directory.EnumerateDirectories("/sys/block", "vd*"))
            {
                var device = "/dev/" + Path.GetFileName(disk);
                if (File.ReadAllText($"{disk}/serial").Trim('\0', '\n', ' ') == Serial && File.Exists(device))
                {
                    return device;
                }
            }

            Thread.Sleep(2);
        }

        throw new BootException($"no disk with the serial {Serial} appeared within {timeout.TotalSeconds:0} s");
    }
}
