namespace GuestCtl.Cli.Shell.Startup;

/// <summary>What is said of a device that could not be mounted: what there is to mount.</summary>
internal static class MountAdvice
{
    public static void Say(ShellSession session, string device)
    {
        session.Errors.Say($"guestfish: ‘{device}’ could not be mounted.");
        var filesystems = session.Guest.ListFilesystems().Where(f => f.Value is not ("swap" or "unknown")).ToList();
        if (filesystems.Count == 0)
        {
            return;
        }

        session.Errors.Say(filesystems.Count == 1 ? "guestfish: Did you mean to mount this filesystem?" : "guestfish: Did you mean to mount one of these filesystems?");
        foreach (var (name, type) in filesystems)
        {
            session.Errors.Say($"guestfish: \t{name} ({type})");
        }
    }
}
