using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Capabilities of files. Each call gives null or false with <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libcap
{
    private const string Library = "libcap.so.2";

    [LibraryImport(Library, EntryPoint = "cap_get_file", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetFile(string path);

    [LibraryImport(Library, EntryPoint = "cap_set_fd", SetLastError = true)]
    private static partial int SetFile(int fd, nint capabilities);

    [LibraryImport(Library, EntryPoint = "cap_to_text", SetLastError = true)]
    private static unsafe partial byte* ToText(nint capabilities, nint* length);

    [LibraryImport(Library, EntryPoint = "cap_from_text", SetLastError = true)]
    private static unsafe partial nint FromText(byte* text);

    [LibraryImport(Library, EntryPoint = "cap_free")]
    private static unsafe partial int Free(void* thing);

    /// <summary>The capabilities as text. A file without any gives ENODATA.</summary>
    public static unsafe byte[]? Get(SafeFileHandle file)
    {
        var capabilities = GetFile($"/proc/self/fd/{Libc.Fd(file)}");
        if (capabilities == 0)
        {
            return null;
        }

        nint length;
        var text = ToText(capabilities, &length);
        var copy = text is null ? null : new ReadOnlySpan<byte>(text, (int)length).ToArray();
        var error = SystemErrors.Last;
        Free(text);
        Free((void*)capabilities);
        Marshal.SetLastPInvokeError(error);
        return copy;
    }

    /// <summary>Sets the capabilities of an open file. What is no text of capabilities gives EINVAL.</summary>
    public static unsafe bool Set(SafeFileHandle file, ReadOnlySpan<byte> text)
    {
        fixed (byte* p = Libc.Terminated(text))
        {
            var capabilities = FromText(p);
            if (capabilities == 0)
            {
                return false;
            }

            var done = SetFile(Libc.Fd(file), capabilities) == 0;
            var error = SystemErrors.Last;
            Free((void*)capabilities);
            Marshal.SetLastPInvokeError(error);
            return done;
        }
    }
}
