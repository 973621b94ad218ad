using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>POSIX access control lists. Each call gives null or false with <see cref="Errno.Last"/> set on failure.</summary>
internal static partial class Libacl
{
    private const string Library = "libacl.so.1";

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

    [LibraryImport(Library, EntryPoint = "acl_to_text", SetLastError = true)]
    private static unsafe partial byte* ToText(nint list, nint* length);

    [LibraryImport(Library, EntryPoint = "acl_from_text", SetLastError = true)]
    private static unsafe partial nint FromText(byte* text);

    [LibraryImport(Library, EntryPoint = "acl_free")]
    private static unsafe partial int Free(void* thing);

    /// <summary>The list as text.</summary>
    public static unsafe byte[]? Get(SafeFileHandle file, Kind kind)
    {
        var list = GetFile(Path(file), kind);
        if (list == 0)
        {
            return null;
        }

        nint length;
        var text = ToText(list, &length);
        var copy = text is null ? null : new ReadOnlySpan<byte>(text, (int)length).ToArray();
        var error = Errno.Last;
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
            var error = Errno.Last;
            Free((void*)list);
            Marshal.SetLastPInvokeError(error);
            return done;
        }
    }

    public static bool DeleteDefault(SafeFileHandle directory) => DeleteDefaultFile(Path(directory)) == 0;

    private static string Path(SafeFileHandle file) => $"/proc/self/fd/{Libc.Fd(file)}";
}
