namespace GuestCtl.Cli.Shell.Startup;

/// <summary>What is said of a device that could not be mounted: what there is to mount.</summary>
internal static class MountAdvice
{
    public static void Say(ShellSession session, MountOption mount)
    {
        session.Errors.Say($"guestfish: ‘{mount.Device}’ could not be mounted.");
        if (mount.Options is { Length: > 0 } options)
        {
            session.Errors.Say($"guestfish: Check mount(8) man page to ensure options ‘{options}’\nguestfish: are supported by the filesystem that is being mounted.");
        }

        var filesystems = session.Guest.ListFilesystems();
        if (filesystems.Count > 0)
        {
            session.Errors.Say(filesystems.Count == 1 ? "guestfish: Did you mean to mount this filesystem?" : "guestfish: Did you mean to mount one of these filesystems?");
        }

        foreach (var (name, type) in filesystems)
        {
            session.Errors.Say($"guestfish: \t{name} ({type})");
        }
    }
}
