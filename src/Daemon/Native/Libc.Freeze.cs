using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Holding up a file system.</summary>
internal static partial class Libc
{
    private const nuint FiFreeze = 0xc0045877;
    private const nuint FiThaw = 0xc0045878;

    /// <summary>Holds up a file system for a moment, which makes it write what is in its journal to its place. Not all can.</summary>
    /// <param name="directory">A directory on it.</param>
    public static void EmptyJournal(SafeFileHandle directory)
    {
        if (Ioctl(directory, FiFreeze) >= 0)
        {
            _ = Ioctl(directory, FiThaw);
        }
    }
}
