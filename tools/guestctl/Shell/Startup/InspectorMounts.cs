using GuestCtl.Cli.Encryption;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>-i: finds the operating system and mounts what it mounts.</summary>
internal static class InspectorMounts
{
    /// <summary>Inspects and mounts.</summary>
    /// <exception cref="UsageException">There is no operating system on the disks, or more than one.</exception>
    public static void Mount(ShellSession session)
    {
        var guest = session.Guest;
        OpenEncrypted(session);
        var roots = guest.InspectOs();
        if (roots.Length != 1)
        {
            throw new UsageException(roots.Length == 0
                ? string.Join('\n', guest.ExplainEmptyDrivesAsync(default).GetAwaiter().GetResult().Prepend("no operating system was found on this disk").Select(line => $"guestfish: {line}"))
                : "guestfish: multi-boot operating systems are not supported by the ‘-i’ option");
        }

        foreach (var (mountPoint, device) in guest.InspectGetMountpoints(roots[0]).OrderBy(entry => entry.Key.Length))
        {
            try
            {
                if (session.Options.ReadOnly)
                {
                    guest.MountRo(device, mountPoint);
                }
                else
                {
                    guest.Mount(device, mountPoint);
                }
            }
            catch (GuestOperationException e) when (mountPoint != "/")
            {
                session.Errors.Report(e);
                session.Errors.Say("guestfish: some filesystems could not be mounted (ignored)");
            }
        }
    }

    private static void OpenEncrypted(ShellSession session)
    {
        try
        {
            new EncryptedDevices(session.Guest, session.Options.Keys, session.Keys.Read).OpenAsync(default).GetAwaiter().GetResult();
        }
        catch (WrongKeyException e)
        {
            throw new UsageException(
                $"guestfish: could not find key to open LUKS encrypted {e.Device}.\n\nTry using --key on the command line.\n\n"
                + $"Original error: {e.Refusal.Message} ({e.Refusal.Errno})");
        }
        catch (KeyException e)
        {
            throw new UsageException($"guestfish: {e.Message}");
        }
    }
}
