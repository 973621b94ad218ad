using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>The ioctls of block devices.</summary>
internal static partial class Libc
{
    private const nuint BlkRoSet = 0x125d;
    private const nuint BlkRoGet = 0x125e;
    private const nuint BlkRrPart = 0x125f;
    private const nuint BlkFlsBuf = 0x1261;
    private const nuint BlkRaSet = 0x1262;
    private const nuint BlkSszGet = 0x1268;
    private const nuint BlkPg = 0x1269;
    private const nuint BlkDiscard = 0x1277;
    private const nuint BlkDiscardZeroes = 0x127c;
    private const int PartitionResize = 3;
    private const nuint BlkBszGet = 0x80081270;
    private const nuint BlkBszSet = 0x40081271;
    private const nuint BlkGetSize64 = 0x80081272;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlValueRaw(int fd, nuint request, nuint value);

    public static bool SetBlockReadOnly(SafeFileHandle device, bool readOnly)
    {
        var value = readOnly ? 1 : 0;
        return Ioctl(device, BlkRoSet, ref value) >= 0;
    }

    public static bool GetBlockReadOnly(SafeFileHandle device, out bool readOnly)
    {
        var value = 0;
        var succeeded = Ioctl(device, BlkRoGet, ref value) >= 0;
        readOnly = value != 0;
        return succeeded;
    }

    public static bool GetSectorSize(SafeFileHandle device, out int bytes)
    {
        bytes = 0;
        return Ioctl(device, BlkSszGet, ref bytes) >= 0;
    }

    public static bool GetBlockSize(SafeFileHandle device, out int bytes)
    {
        // The number says that a long is written, but the kernel writes an int.
        long value = 0;
        var succeeded = Ioctl(device, BlkBszGet, ref value) >= 0;
        bytes = (int)value;
        return succeeded;
    }

    public static bool SetBlockSize(SafeFileHandle device, int bytes)
    {
        long value = bytes;
        return Ioctl(device, BlkBszSet, ref value) >= 0;
    }

    public static bool GetDeviceSize(SafeFileHandle device, out long bytes)
    {
        bytes = 0;
        return Ioctl(device, BlkGetSize64, ref bytes) >= 0;
    }

    public static bool FlushBlocks(SafeFileHandle device) => Ioctl(device, BlkFlsBuf) >= 0;

    public static bool RereadPartitions(SafeFileHandle device) => Ioctl(device, BlkRrPart) >= 0;

    public static bool SetReadAhead(SafeFileHandle device, int sectors) => IoctlValueRaw(Fd(device), BlkRaSet, (nuint)sectors) >= 0;

    /// <summary>Tells a device that nobody needs the content of a part of it any more.</summary>
    public static bool DiscardBlocks(SafeFileHandle device, long start, long length)
    {
        var range = new BlockRange { Start = (ulong)start, Length = (ulong)length };
        return Ioctl(device, BlkDiscard, ref range) >= 0;
    }

    public static bool GetDiscardZeroes(SafeFileHandle device, out bool zeroes)
    {
        var value = 0;
        var succeeded = Ioctl(device, BlkDiscardZeroes, ref value) >= 0;
        zeroes = value != 0;
        return succeeded;
    }

    /// <summary>Tells the kernel the size of a partition of a drive, which may be in use.</summary>
    public static unsafe bool ResizePartition(SafeFileHandle drive, int number, long start, long length)
    {
        var partition = new KernelPartition { Start = start, Length = length, Number = number };
        var request = new PartitionRequest { Operation = PartitionResize, Flags = 0, Size = sizeof(KernelPartition), Partition = &partition };
        return Ioctl(drive, BlkPg, ref request) >= 0;
    }

    private struct BlockRange
    {
        public ulong Start;
        public ulong Length;
    }

    // struct blkpg_ioctl_arg.
    private unsafe struct PartitionRequest
    {
        public int Operation;
        public int Flags;
        public int Size;
        public KernelPartition* Partition;
    }

    // struct blkpg_partition: the two names at its end are not used.
    [StructLayout(LayoutKind.Sequential, Size = 152)]
    private struct KernelPartition
    {
        public long Start;
        public long Length;
        public int Number;
    }
}
