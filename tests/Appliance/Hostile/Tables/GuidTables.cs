using System.Buffers.Binary;

namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>GUID partition tables with right check sums and nonsense in them.</summary>
internal static class GuidTables
{
    private const int SectorSize = 512;
    private const int EntrySize = 128;
    private const int HeaderSize = 92;

    private static readonly Guid LinuxData = new("0fc63daf-8483-4772-8e79-3d69d8477de4");

    /// <summary>128 partitions over each other, all of one identity and a name of line ends.</summary>
    public static void Overlapping(Span<byte> disk)
    {
        for (var i = 0; i < 128; i++)
        {
            Entry(disk, i, 34, (ulong)(disk.Length / SectorSize - 34));
        }

        Header(disk, 2, 128, EntrySize);
    }

    /// <summary>Partitions that start at the table, end before they start, and lie beyond the disk.</summary>
    public static void BeyondTheEnd(Span<byte> disk)
    {
        Entry(disk, 0, 0, ulong.MaxValue);
        Entry(disk, 1, 4000, 100);
        Entry(disk, 2, ulong.MaxValue - 1, ulong.MaxValue);
        Entry(disk, 3, 1UL << 40, 1UL << 50);
        Header(disk, 2, 128, EntrySize);
    }

    /// <summary>A table that says it has more entries than the disk has bytes.</summary>
    public static void HugeCount(Span<byte> disk) => Header(disk, 2, uint.MaxValue, EntrySize);

    /// <summary>Entries of a size that multiplies with their number to less than the table takes.</summary>
    public static void HugeEntries(Span<byte> disk) => Header(disk, 2, 0x02000001, 0x80000080);

    /// <summary>A table whose entries are the header itself.</summary>
    public static void OnItself(Span<byte> disk) => Header(disk, 1, 4, EntrySize);

    private static void Entry(Span<byte> disk, int index, ulong first, ulong last)
    {
        var entry = disk.Slice(2 * SectorSize + index * EntrySize, EntrySize);
        LinuxData.TryWriteBytes(entry);
        entry[16..32].Fill(0x11);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[32..], first);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[40..], last);
        entry[56..].Fill((byte)'\n');
    }

    private static void Header(Span<byte> disk, ulong table, uint count, uint size)
    {
        disk[450] = 0xee;
        BinaryPrimitives.WriteUInt32LittleEndian(disk[454..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(disk[458..], uint.MaxValue);
        disk[510] = 0x55;
        disk[511] = 0xaa;
        var header = disk.Slice(SectorSize, SectorSize);
        "EFI PART"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], 0x10000);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)(disk.Length / SectorSize - 1));
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], 34);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], (ulong)(disk.Length / SectorSize - 34));
        header[56..72].Fill(0x22);
        BinaryPrimitives.WriteUInt64LittleEndian(header[72..], table);
        BinaryPrimitives.WriteUInt32LittleEndian(header[80..], count);
        BinaryPrimitives.WriteUInt32LittleEndian(header[84..], size);
        var length = (long)count * size;
        if (length <= disk.Length - (long)table * SectorSize && length > 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[88..], Crc32.OfGpt(disk.Slice((int)table * SectorSize, (int)length)));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Crc32.OfGpt(header[..HeaderSize]));
    }
}
