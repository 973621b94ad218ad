using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Kinds of volumes that are made of parts on several devices, and have to be put together.</summary>
[Flags]
internal enum VolumeKinds
{
    None = 0,
    Lvm = 1,
    Btrfs = 2,
    Raid = 4,
    All = Lvm | Btrfs | Raid,
}

/// <summary>Finds out from a few sectors which kinds have a part on a drive: starting a program for each drive would make
/// every launch slower, and few drives have any.</summary>
internal static class VolumeSignatures
{
    private const int SectorSize = 512;

    // An LVM label is in one of the first four sectors, a RAID superblock at the start or 4 KiB after it.
    private const int HeadSize = (8 * SectorSize) + 4;
    private const int LvmLabelSectors = 4;
    private const long BtrfsMagicOffset = 65536 + 64;

    /// <summary>Reads bytes at an offset of the drive. False when it has no such bytes.</summary>
    public delegate bool Read(Span<byte> buffer, long offset);

    /// <summary>What is on a drive or its partitions. What cannot be read has nothing.</summary>
    public static VolumeKinds OfDrive(string disk)
    {
        using var device = Libc.Open(DeviceName.Directory + disk, OpenFlags.ReadOnly);
        if (device is null || !Libc.GetDeviceSize(device, out var size))
        {
            return VolumeKinds.None;
        }

        var kinds = Of(ReadAll, 0, size);
        foreach (var part in SysBlock.Partitions(disk))
        {
            if (long.TryParse(SysBlock.Read($"/sys/class/block/{part}/start"), out var start)
                && long.TryParse(SysBlock.Read($"/sys/class/block/{part}/size"), out var sectors))
            {
                kinds |= Of(ReadAll, start * SectorSize, sectors * SectorSize);
            }
        }

        return kinds;

        bool ReadAll(Span<byte> buffer, long offset) => Libc.ReadAt(device, buffer, offset) == buffer.Length;
    }

    /// <summary>What is on a device itself, not in its partitions. What cannot be read has nothing.</summary>
    public static VolumeKinds OfDevice(string name)
    {
        using var device = Libc.Open(DeviceName.Directory + name, OpenFlags.ReadOnly);
        return device is not null && Libc.GetDeviceSize(device, out var size)
            ? Of((buffer, offset) => Libc.ReadAt(device, buffer, offset) == buffer.Length, 0, size)
            : VolumeKinds.None;
    }

    /// <summary>What is in a part of a drive.</summary>
    public static VolumeKinds Of(Read read, long start, long size)
    {
        var kinds = VolumeKinds.None;
        var head = new byte[HeadSize];
        if (size >= head.Length && read(head, start))
        {
            for (var sector = 0; sector < LvmLabelSectors; sector++)
            {
                var label = head.AsSpan(sector * SectorSize, SectorSize);
                kinds |= label.StartsWith("LABELONE"u8) && label[24..].StartsWith("LVM2 001"u8) ? VolumeKinds.Lvm : VolumeKinds.None;
            }

            kinds |= IsRaid(head) || IsRaid(head.AsSpan(8 * SectorSize)) ? VolumeKinds.Raid : VolumeKinds.None;
        }

        var magic = new byte[8];
        if (size >= BtrfsMagicOffset + magic.Length && read(magic, start + BtrfsMagicOffset) && magic.AsSpan().SequenceEqual("_BHRfS_M"u8))
        {
            kinds |= VolumeKinds.Btrfs;
        }

        // The older RAID superblocks: version 1.0 about 8 KiB, version 0.90 about 64 KiB before the end.
        foreach (var offset in (long[])[((size / SectorSize) - 16) / 8 * 8 * SectorSize, (size / 65536 * 65536) - 65536])
        {
            if (offset > 0 && read(magic, start + offset) && IsRaid(magic))
            {
                kinds |= VolumeKinds.Raid;
            }
        }

        return kinds;
    }

    private static bool IsRaid(ReadOnlySpan<byte> superblock) => superblock.StartsWith((ReadOnlySpan<byte>)[0xfc, 0x4e, 0x2b, 0xa9]);
}
