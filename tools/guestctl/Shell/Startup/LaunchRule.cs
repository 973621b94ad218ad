namespace GuestCtl.Cli.Shell.Startup;

/// <summary>A shell that launches without a drive has most likely forgotten one, and scripts rely on being told.</summary>
internal static class LaunchRule
{
    /// <summary>Checks that there is a drive.</summary>
    /// <exception cref="GuestOperationException">There is none.</exception>
    public static void Check(GuestFs guest)
    {
        if (guest.IsConfig() && guest.DebugDrives().Length == 0)
        {
            throw new GuestOperationException("shell", "you must call guestfs_add_drive before guestfs_launch", 22);
        }
    }
}
