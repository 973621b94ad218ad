using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>inotify(7).</summary>
internal static partial class Libc
{
    private const int InotifyFlags = (int)(OpenFlags.CloseOnExec | OpenFlags.NonBlock);

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int InotifyInitRaw(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int InotifyAddRaw(int queue, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    private static partial int InotifyRemoveRaw(int queue, int watch);

    /// <summary>A queue of events, which is read without waiting. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static SafeFileHandle? NewInotify() => Handle(InotifyInitRaw(InotifyFlags));

    /// <summary>Watches an open file. -1 with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static int AddWatch(SafeFileHandle queue, SafeFileHandle file, uint mask) => InotifyAddRaw(Fd(queue), $"/proc/self/fd/{Fd(file)}", mask);

    /// <summary>Ends a watch. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool RemoveWatch(SafeFileHandle queue, int watch) => InotifyRemoveRaw(Fd(queue), watch) == 0;
}
