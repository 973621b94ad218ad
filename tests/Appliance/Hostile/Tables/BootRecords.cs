using System.Buffers.Binary;

namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>Partition tables of the old kind that a reader may run in circles on.</summary>
internal static class BootRecords
{
    private const int SectorSize = 512;
    private const int FirstEntry = 446;
    private const int EntrySize = 16;
    private const byte Linux = 0x83;
    private const byte Extended = 0x05;

    /// <summary>Two extended boot records that each say the other is the next.</summary>
    public static void Cycle(Span<byte> disk)
    {
        Entry(disk, 0, 0, Extended, 2048, 8192);
        Entry(disk, 2048, 0, Linux, 63, 100);
        Entry(disk, 2048, 1, Extended, 1024, 1024);
        Entry(disk, 3072, 0, Linux, 63, 100);
        Entry(disk, 3072, 1, Extended, 0, 1024);
    }

    /// <summary>An extended boot record that is its own next one, and one inside the other extended partition.</summary>
    public static void SelfCycle(Span<byte> disk)
    {
        Entry(disk, 0, 0, Extended, 2048, 8192);
        Entry(disk, 0, 1, Extended, 2048, 8192);
        Entry(disk, 2048, 0, Extended, 0, 8192);
        Entry(disk, 2048, 1, Extended, 0, 8192);
    }

    /// <summary>Four partitions over each other, over the table, and beyond the end of the disk.</summary>
    public static void BeyondTheEnd(Span<byte> disk)
    {
        Entry(disk, 0, 0, Linux, 0, uint.MaxValue);
        Entry(disk, 0, 1, Linux, uint.MaxValue, uint.MaxValue);
        Entry(disk, 0, 2, Linux, 1, 4096);
        Entry(disk, 0, 3, Extended, 0xfffffff0, 0x20);
    }

    /// <summary>A long chain of logical partitions, one a sector. Who asks for each of them reads the chain again.</summary>
    public static void Chain(Span<byte> disk)
    {
        const uint Start = 64;
        const uint Count = 150;
        Entry(disk, 0, 0, Extended, Start, Count);
        for (uint i = 0; i < Count; i++)
        {
            Entry(disk, (int)(Start + i), 0, Linux, 1, 1);
            Entry(disk, (int)(Start + i), 1, Extended, i + 1, 1);
        }
    }

    private static void Entry(Span<byte> disk, int sector, int index, byte type, uint start, uint length)
    {
        var record = disk.Slice(sector * SectorSize, SectorSize);
        record[510] = 0x55;
        record[511] = 0xaa;
        var entry = record.Slice(FirstEntry + index * EntrySize, EntrySize);
        entry[4] = type;
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], start);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], length);
    }
}
