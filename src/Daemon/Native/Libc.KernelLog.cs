using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long SeekKernelLogRaw(int fd, long offset, int whence);

    /// <summary>Opens the kernel's log after its last message. Null when there is none.</summary>
    public static SafeFileHandle? OpenKernelLogAtEnd()
    {
        var log = Open("/dev/kmsg", OpenFlags.ReadOnly | OpenFlags.NonBlock);
        if (log is not null)
        {
            _ = SeekKernelLogRaw(Fd(log), 0, SeekEnd);
        }

        return log;
    }
}
