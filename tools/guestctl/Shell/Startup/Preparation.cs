using GuestCtl.Cli.Shell.Commands;
using GuestCtl.Cli.Shell.Disks;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>What the options have done before the first command: disks added, appliance launched, file systems mounted.</summary>
internal static class Preparation
{
    /// <summary>Does it.</summary>
    /// <returns>Whether the shell can go on; if not, it has said why.</returns>
    public static bool Run(ShellSession session)
    {
        var (options, guest) = (session.Options, session.Guest);
        try
        {
            Configure(options, guest);
            var prepared = AddAll(session);
            if (options.Mounts.Count == 0 && !options.Inspect && prepared.Count == 0)
            {
                return true;
            }

            ShellRules.CheckLaunch(guest);
            guest.Launch();
            foreach (var (disk, index) in prepared)
            {
                PreparedDisks.Fill(session, disk, guest.DeviceName(index));
            }

            if (options.Inspect)
            {
                InspectorMounts.Mount(session);
            }

            return options.Mounts.TrueForAll(mount => Mount(session, mount));
        }
        catch (Exception e) when (e is UsageException or ShellSyntaxException)
        {
            session.Errors.Say(e.Message);
        }
        catch (Exception e) when (e is GuestOperationException or ApplianceException or IOException or UnauthorizedAccessException)
        {
            session.Errors.Report(e);
        }

        return false;
    }

    private static void Configure(ShellOptions options, GuestFs guest)
    {
        if (options.Verbose)
        {
            guest.SetVerbose(true);
        }

        if (options.NoSync)
        {
            guest.SetAutosync(false);
        }

        if (options.Network || options.Keys.Exists(key => key.IsOfNetwork))
        {
            guest.SetNetwork(true);
        }

        if (options.Trace)
        {
            guest.SetTrace(true);
        }
    }

    private static List<(DriveOption.Prepared Disk, int Index)> AddAll(ShellSession session)
    {
        var prepared = new List<(DriveOption.Prepared, int)>();
        foreach (var drive in session.Options.Drives)
        {
            if (drive is DriveOption.Prepared disk)
            {
                prepared.Add((disk, session.Guest.DriveCount));
            }

            Add(session, drive);
        }

        return prepared;
    }

    private static void Add(ShellSession session, DriveOption drive)
    {
        var guest = session.Guest;
        bool? readOnly = session.Options.ReadOnly ? true : null;
        switch (drive)
        {
            case DriveOption.Image image:
                guest.AddDrive(image.Path, readOnly: readOnly, format: image.Format, blockSize: image.BlockSize);
                break;
            case DriveOption.Remote { Address: var address } remote:
                guest.AddDrive(
                    address.Path, readOnly: readOnly, format: remote.Format, protocol: address.Protocol, server: address.Server is null ? null : [address.Server],
                    username: address.User, secret: address.Secret, blockSize: remote.BlockSize);
                break;
            case DriveOption.Domain domain:
                guest.AddDomain(domain.Name, libvirtUri: session.Options.LibvirtAddress, readOnly: readOnly, allowUuid: true, readOnlyDisk: "read");
                break;
            case DriveOption.Prepared prepared:
                PreparedDisks.Create(session, prepared);
                break;
        }
    }

    private static bool Mount(ShellSession session, MountOption mount)
    {
        var guest = session.Guest;
        var options = mount.Options ?? (session.Options.ReadOnly ? "ro" : "");
        try
        {
            if (mount.FileSystem is null)
            {
                guest.MountOptions(options, mount.Device, mount.MountPoint);
            }
            else
            {
                guest.MountVfs(options, mount.FileSystem, mount.Device, mount.MountPoint);
            }

            return true;
        }
        catch (GuestOperationException e)
        {
            session.Errors.Report(e);
            MountAdvice.Say(session, mount);
            return false;
        }
    }
}
