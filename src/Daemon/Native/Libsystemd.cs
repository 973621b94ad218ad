using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>An open journal of systemd. Numbers below zero are an errno with its sign changed. Not for two threads at once.</summary>
internal sealed partial class Libsystemd : SafeHandle
{
    private const string Library = "libsystemd.so.0";

    private Libsystemd(nint journal)
        : base(0, ownsHandle: true) => SetHandle(journal);

    public override bool IsInvalid => handle == 0;

    /// <summary>Opens the journal files in a directory.</summary>
    /// <param name="directory">The directory; open as long as the journal is.</param>
    /// <param name="error">0, or the errno below zero.</param>
    public static unsafe Libsystemd? Open(SafeFileHandle directory, out int error)
    {
        nint journal;
        error = OpenRaw(&journal, Libc.Fd(directory), 0);
        return error < 0 ? null : new Libsystemd(journal);
    }

    /// <summary>Goes to the next entry: 1, or 0 when there is none.</summary>
    public int Next() => NextRaw(handle);

    /// <summary>Goes forwards by so many entries, and returns by how many it went.</summary>
    public int Forwards(ulong count) => ForwardsRaw(handle, count);

    /// <summary>Goes backwards by so many entries, and returns by how many it went.</summary>
    public int Backwards(ulong count) => BackwardsRaw(handle, count);

    /// <summary>Begins with the first field of the entry.</summary>
    public void RestartFields() => RestartRaw(handle);

    /// <summary>The next field of the entry as NAME=VALUE: 1, or 0 when there is none. It is there until the next call.</summary>
    public unsafe int NextField(out ReadOnlySpan<byte> field)
    {
        void* data;
        nuint length;
        var result = EnumerateRaw(handle, &data, &length);
        field = result > 0 ? new ReadOnlySpan<byte>(data, checked((int)length)) : default;
        return result;
    }

    public unsafe int GetThreshold(out nuint threshold)
    {
        nuint found;
        var result = GetThresholdRaw(handle, &found);
        threshold = result < 0 ? 0 : found;
        return result;
    }

    public int SetThreshold(nuint threshold) => SetThresholdRaw(handle, threshold);

    /// <summary>The time of the entry in microseconds since 1970.</summary>
    public unsafe int GetTime(out ulong microseconds)
    {
        ulong found;
        var result = GetTimeRaw(handle, &found);
        microseconds = result < 0 ? 0 : found;
        return result;
    }

    protected override bool ReleaseHandle()
    {
        CloseRaw(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "sd_journal_open_directory_fd")]
    private static unsafe partial int OpenRaw(nint* journal, int directory, int flags);

    [LibraryImport(Library, EntryPoint = "sd_journal_close")]
    private static partial void CloseRaw(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_next")]
    private static partial int NextRaw(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_next_skip")]
    private static partial int ForwardsRaw(nint journal, ulong count);

    [LibraryImport(Library, EntryPoint = "sd_journal_previous_skip")]
    private static partial int BackwardsRaw(nint journal, ulong count);

    [LibraryImport(Library, EntryPoint = "sd_journal_restart_data")]
    private static partial void RestartRaw(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_enumerate_data")]
    private static unsafe partial int EnumerateRaw(nint journal, void** data, nuint* length);

    [LibraryImport(Library, EntryPoint = "sd_journal_get_data_threshold")]
    private static unsafe partial int GetThresholdRaw(nint journal, nuint* threshold);

    [LibraryImport(Library, EntryPoint = "sd_journal_set_data_threshold")]
    private static partial int SetThresholdRaw(nint journal, nuint threshold);

    [LibraryImport(Library, EntryPoint = "sd_journal_get_realtime_usec")]
    private static unsafe partial int GetTimeRaw(nint journal, ulong* microseconds);
}
