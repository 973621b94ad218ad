using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>POSIX access control lists. Each call gives null or false with <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libacl
{
    private const string Library = "libacl.so.1";

    // What a permission comes to is noted where the mask takes something away.
    private const int SomeEffective = 1;
    private const int NumericIds = 8;

    /// <summary>Which list of a file.</summary>
    public enum Kind
    {
        Access = 0x8000,
        Default = 0x4000,
    }

    [LibraryImport(Library, EntryPoint = "acl_get_file", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetFile(string path, Kind kind);

    [LibraryImport(Library, EntryPoint = "acl_set_file", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetFile(string path, Kind kind, nint list);

    [LibraryImport(Library, EntryPoint = "acl_delete_def_file", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DeleteDefaultFile(string path);

    [LibraryImport(Library, EntryPoint = "acl_to_any_text", SetLastError = true)]
    private static unsafe partial byte* ToText(nint list, byte* prefix, byte separator, int options);

    [LibraryImport(Library, EntryPoint = "acl_from_text", SetLastError = true)]
    private static unsafe partial nint FromText(byte* text);

    [LibraryImport(Library, EntryPoint = "acl_free")]
    private static unsafe partial int Free(void* thing);

    /// <summary>The list as text, one entry in a line, with owners as numbers: the appliance's names are not the guest's.</summary>
    public static unsafe byte[]? Get(SafeFileHandle file, Kind kind)
    {
        var list = GetFile(Path(file), kind);
        if (list == 0)
        {
            return null;
        }

        var text = ToText(list, null, (byte)'\n', SomeEffective | NumericIds);
        var copy = text is null ? null : Lines(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
        var error = SystemErrors.Last;
        Free(text);
        Free((void*)list);
        Marshal.SetLastPInvokeError(error);
        return copy;
    }

    /// <summary>Sets a list. What is no list at all gives EINVAL.</summary>
    public static unsafe bool Set(SafeFileHandle file, Kind kind, ReadOnlySpan<byte> text)
    {
        fixed (byte* p = Libc.Terminated(text))
        {
            var list = FromText(p);
            if (list == 0)
            {
                return false;
            }

            var done = SetFile(Path(file), kind, list) == 0;
            var error = SystemErrors.Last;
            Free((void*)list);
            Marshal.SetLastPInvokeError(error);
            return done;
        }
    }

    public static bool DeleteDefault(SafeFileHandle directory) => DeleteDefaultFile(Path(directory)) == 0;

    private static byte[] Lines(ReadOnlySpan<byte> text) => text.IsEmpty || text[^1] == '\n' ? text.ToArray() : [.. text, (byte)'\n'];

    private static string Path(SafeFileHandle file) => $"/proc/self/fd/{Libc.Fd(file)}";
}
