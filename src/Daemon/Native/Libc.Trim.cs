using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Giving free space of file systems back.</summary>
internal static partial class Libc
{
    private const nuint FiTrim = 0xc0185879;

    /// <summary>Tells the drive which blocks of the file system are free; false with <see cref="SystemErrors.Last"/> set on failure.</summary>
    /// <param name="directory">A directory on the file system.</param>
    /// <param name="start">The first byte.</param>
    /// <param name="length">How many bytes from there.</param>
    /// <param name="minimum">Extents that are shorter are left out.</param>
    public static bool Trim(SafeFileHandle directory, ulong start, ulong length, ulong minimum)
    {
        var range = new TrimRange { Start = start, Length = length, Minimum = minimum };
        return Ioctl(directory, FiTrim, ref range) >= 0;
    }

    private struct TrimRange
    {
        public ulong Start;
        public ulong Length;
        public ulong Minimum;
    }
}
