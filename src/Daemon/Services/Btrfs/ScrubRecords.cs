using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>Where the btrfs tool keeps what a scrub has found, for its status and to go on with it. The appliance cannot be written there by itself.</summary>
internal static class ScrubRecords
{
    private const string State = "/var/lib";
    private const string Records = State + "/btrfs";

    private static readonly Lock Turn = new();

    /// <summary>Makes the place, unless it is there.</summary>
    /// <exception cref="OperationFailedException">It cannot be made.</exception>
    public static void Prepare()
    {
        lock (Turn)
        {
            if (Directory.Exists(Records))
            {
                return;
            }

            var others = Directory.GetDirectories(State);
            if (!Libc.Mount("tmpfs", State, "tmpfs", Libc.MsNoSuid | Libc.MsNoDev | Libc.MsNoExec, "mode=0755,size=4m"))
            {
                throw OperationFailedException.FromLast($"making {Records}");
            }

            foreach (var directory in others.Append(Records))
            {
                Directory.CreateDirectory(directory);
            }
        }
    }
}
