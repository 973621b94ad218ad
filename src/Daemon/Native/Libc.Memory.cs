using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    private const uint MfdCloseOnExec = 1;

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemfdCreateRaw(string name, uint flags);

    /// <summary>A file that is only in memory and goes when it is closed. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static SafeFileHandle? CreateMemoryFile(string name) => Handle(MemfdCreateRaw(name, MfdCloseOnExec));
}
