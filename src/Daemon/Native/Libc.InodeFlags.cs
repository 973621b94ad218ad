using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>The ioctls for the flags and the generation of an inode. Each returns false with <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libc
{
    private const nuint FsIocGetFlags = 0x80086601;
    private const nuint FsIocSetFlags = 0x40086602;
    private const nuint FsIocGetVersion = 0x80087601;
    private const nuint FsIocSetVersion = 0x40087602;

    public static bool GetInodeFlags(SafeFileHandle file, out uint flags) => GetInodeNumber(file, FsIocGetFlags, out flags);

    public static bool SetInodeFlags(SafeFileHandle file, uint flags) => SetInodeNumber(file, FsIocSetFlags, flags);

    public static bool GetInodeGeneration(SafeFileHandle file, out uint generation) => GetInodeNumber(file, FsIocGetVersion, out generation);

    public static bool SetInodeGeneration(SafeFileHandle file, uint generation) => SetInodeNumber(file, FsIocSetVersion, generation);

    // The numbers of these say long, but the kernel has an int, of which only the first four bytes are used.
    private static bool GetInodeNumber(SafeFileHandle file, nuint request, out uint value)
    {
        long number = 0;
        var succeeded = Ioctl(file, request, ref number) >= 0;
        value = (uint)number;
        return succeeded;
    }

    private static bool SetInodeNumber(SafeFileHandle file, nuint request, uint value)
    {
        long number = value;
        return Ioctl(file, request, ref number) >= 0;
    }
}
