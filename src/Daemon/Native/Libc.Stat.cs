using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    /// <summary>An attribute: the file is the top of a mount.</summary>
    public const ulong StatxMountRoot = 0x2000;

    private const uint StatxBasicAndBirthAndMount = 0xfff | 0x1000;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static unsafe partial int StatxRaw(int directory, byte* path, int flags, uint mask, Statx* result);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatxPathRaw(int directory, string path, int flags, uint mask, Statx* result);

    [LibraryImport("libc", EntryPoint = "fstatvfs", SetLastError = true)]
    private static unsafe partial int FstatvfsRaw(int fd, Statvfs* result);

    /// <summary>The status of an open file. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool Stat(SafeFileHandle file, out Statx status) => Stat(file, [], AtEmptyPath, out status);

    /// <summary>The status of one component below a directory, not following it when <paramref name="flags"/> say so.</summary>
    public static unsafe bool Stat(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, out Statx status)
    {
        fixed (byte* path = Terminated(name))
        fixed (Statx* result = &status)
        {
            return StatxRaw(Fd(directory), path, flags, StatxBasicAndBirthAndMount, result) == 0;
        }
    }

    /// <summary>The status of a file of the appliance.</summary>
    public static unsafe bool Stat(string path, out Statx status)
    {
        fixed (Statx* result = &status)
        {
            return StatxPathRaw(AtFdcwd, path, 0, StatxBasicAndBirthAndMount, result) == 0;
        }
    }

    /// <summary>The status of the file system of an open file.</summary>
    public static unsafe bool StatFileSystem(SafeFileHandle file, out Statvfs status)
    {
        fixed (Statvfs* result = &status)
        {
            return FstatvfsRaw(Fd(file), result) == 0;
        }
    }

    public struct StatxTime
    {
        public long Seconds;
        public uint Nanoseconds;
        private readonly int _reserved;
    }

    /// <summary>struct statx, the same on all architectures.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct Statx
    {
        public uint Mask;
        public uint BlockSize;
        public ulong Attributes;
        public uint Links;
        public uint Uid;
        public uint Gid;
        public ushort Mode;
        private readonly ushort _spare;
        public ulong Inode;
        public ulong Size;
        public ulong Blocks;
        public ulong AttributesMask;
        public StatxTime AccessTime;
        public StatxTime BirthTime;
        public StatxTime ChangeTime;
        public StatxTime ModifyTime;
        public uint RdevMajor;
        public uint RdevMinor;
        public uint DevMajor;
        public uint DevMinor;
        public ulong MountId;

        public readonly FileType Type => (FileType)(Mode & 0xf000);

        public readonly ulong Dev => MakeDev(DevMajor, DevMinor);

        public readonly ulong Rdev => MakeDev(RdevMajor, RdevMinor);
    }

    /// <summary>struct statvfs of x86-64 glibc.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 112)]
    public struct Statvfs
    {
        public ulong BlockSize;
        public ulong FragmentSize;
        public ulong Blocks;
        public ulong FreeBlocks;
        public ulong AvailableBlocks;
        public ulong Files;
        public ulong FreeFiles;
        public ulong AvailableFiles;
        public ulong FileSystemId;
        public ulong Flags;
        public ulong NameMax;
    }

    public static ulong MakeDev(uint major, uint minor)
        => ((ulong)(major & 0xfffff000) << 32) | ((ulong)(major & 0xfff) << 8) | ((ulong)(minor & 0xffffff00) << 12) | (minor & 0xff);
}
