using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>Changes what LVM keeps at the start of a physical volume, check sums and all.</summary>
internal static class LvmMetadata
{
    private const int HeaderAt = 4096;
    private const int HeaderSize = 512;
    private const int LocationAt = HeaderAt + 40;

    /// <summary>Replaces words in the text that describes the volume group.</summary>
    public static void Replace(Span<byte> volume, string from, string to)
    {
        var offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(volume[LocationAt..]);
        var size = (int)BinaryPrimitives.ReadUInt64LittleEndian(volume[(LocationAt + 8)..]);
        var text = Encoding.ASCII.GetString(volume.Slice(HeaderAt + offset, size));
        Assert.Contains(from, text);
        var changed = Encoding.ASCII.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        changed.CopyTo(volume[(HeaderAt + offset)..]);
        Locate(volume, offset, changed.Length, Crc32.OfLvm(changed));
    }

    /// <summary>Says that the text is the header itself, as long as a disk can be.</summary>
    public static void PointToItself(Span<byte> volume) => Locate(volume, 0, long.MaxValue, 0);

    private static void Locate(Span<byte> volume, long offset, long size, uint sum)
    {
        BinaryPrimitives.WriteInt64LittleEndian(volume[LocationAt..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(volume[(LocationAt + 8)..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(volume[(LocationAt + 16)..], sum);
        BinaryPrimitives.WriteUInt32LittleEndian(volume[HeaderAt..], Crc32.OfLvm(volume.Slice(HeaderAt + 4, HeaderSize - 4)));
    }
}
