using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Extended attributes of a name in a directory, which is not followed if it is a link.</summary>
internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "llistxattr", SetLastError = true)]
    private static unsafe partial nint LlistxattrRaw(byte* path, byte* list, nuint size);

    [LibraryImport("libc", EntryPoint = "lgetxattr", SetLastError = true)]
    private static unsafe partial nint LgetxattrRaw(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport("libc", EntryPoint = "lsetxattr", SetLastError = true)]
    private static unsafe partial int LsetxattrRaw(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true)]
    private static unsafe partial int FchmodatNoFollowRaw(int directory, byte* path, uint mode, int flags);

    /// <summary>Sets the permissions of a name, which is not followed. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe bool ChangeModeOfEntry(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode)
    {
        fixed (byte* path = Terminated(name))
        {
            return FchmodatNoFollowRaw(Fd(directory), path, mode, AtSymlinkNoFollow) == 0;
        }
    }

    /// <summary>The attribute names, each ended by a zero byte; negative with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe int ListAttributes(SafeFileHandle directory, ReadOnlySpan<byte> name, Span<byte> list)
    {
        fixed (byte* path = ProcPath(directory, name))
        fixed (byte* p = list)
        {
            return (int)LlistxattrRaw(path, p, (nuint)list.Length);
        }
    }

    /// <summary>The length of an attribute's value; negative with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe int GetAttribute(SafeFileHandle directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> attribute, Span<byte> value)
    {
        fixed (byte* path = ProcPath(directory, name))
        fixed (byte* key = Terminated(attribute))
        fixed (byte* p = value)
        {
            return (int)LgetxattrRaw(path, key, p, (nuint)value.Length);
        }
    }

    /// <summary>Sets an attribute; false with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe bool SetAttribute(SafeFileHandle directory, ReadOnlySpan<byte> name, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* path = ProcPath(directory, name))
        fixed (byte* key = Terminated(attribute))
        fixed (byte* p = value)
        {
            return LsetxattrRaw(path, key, p, (nuint)value.Length, 0) == 0;
        }
    }

    // There are no xattr calls relative to a directory before Linux 6.13; the magic link is one, and the name after it is not followed.
    private static byte[] ProcPath(SafeFileHandle directory, ReadOnlySpan<byte> name)
        => Terminated([.. Encoding.ASCII.GetBytes($"/proc/self/fd/{Fd(directory)}/"), .. name]);
}
