using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Testing;

/// <summary>Writes a hive of the Windows Registry as its format is documented: a header of 4 KiB, and one bin of cells.</summary>
internal static class HiveFile
{
    private const int HeaderSize = 4096;
    private const int BinHeader = 32;
    private const int MaxInline = 4;
    private const int MaxContent = 16344;
    private const int MaxList = 500;
    private const int None = -1;

    /// <summary>The file.</summary>
    public static byte[] Write(HiveKey root)
    {
        var cells = new MemoryStream();
        cells.Write(new byte[BinHeader]);
        var security = Security(cells);
        var top = Key(cells, root, 0, security, 0x2c);
        var bin = Bin(cells);
        var header = new byte[HeaderSize];
        "regf"u8.CopyTo(header);
        foreach (var (offset, value) in new[] { (4, 1), (8, 1), (20, 1), (24, 5), (32, 1), (36, top), (40, bin.Length), (44, 1) })
        {
            Put(header, offset, value);
        }

        var sum = 0;
        for (var i = 0; i < 508; i += 4)
        {
            sum ^= BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(i));
        }

        Put(header, 508, sum);
        return [.. header, .. bin];
    }

    private static byte[] Bin(MemoryStream cells)
    {
        // What is left of the last page is one free cell.
        var used = (int)cells.Length;
        var size = (used + 8 + 4095) / 4096 * 4096;
        var bin = new byte[size];
        cells.ToArray().CopyTo(bin, 0);
        "hbin"u8.CopyTo(bin);
        Put(bin, 8, size);
        Put(bin, used, size - used);
        return bin;
    }

    private static int Key(MemoryStream cells, HiveKey key, int parent, int security, int flags)
    {
        var name = Encoding.Latin1.GetBytes(key.Name);
        var cell = new byte[76 + name.Length];
        var offset = Reserve(cells, cell.Length);
        var values = key.Values.Select(value => Value(cells, value)).ToArray();
        var keys = key.Keys.OrderBy(k => k.Name, StringComparer.OrdinalIgnoreCase).Select(k => (k.Name, Key(cells, k, offset, security, 0x20))).ToArray();
        "nk"u8.CopyTo(cell);
        BinaryPrimitives.WriteInt16LittleEndian(cell.AsSpan(2), (short)flags);
        foreach (var (at, value) in new[]
        {
            (16, parent), (20, keys.Length), (28, keys.Length > 0 ? List(cells, keys) : None), (32, None),
            (36, values.Length), (40, values.Length > 0 ? Cell(cells, Numbers(values)) : None), (44, security), (48, None), (72, name.Length),
        })
        {
            Put(cell, at, value);
        }

        name.CopyTo(cell, 76);
        Fill(cells, offset, cell);
        return offset;
    }

    // One list for few keys, a list of lists for many.
    private static int List(MemoryStream cells, (string Name, int Offset)[] keys)
    {
        if (keys.Length <= MaxList)
        {
            return Cell(cells, [.. "lf"u8, .. BitConverter.GetBytes((short)keys.Length),
                .. keys.SelectMany(k => (byte[])[.. BitConverter.GetBytes(k.Offset), .. Encoding.Latin1.GetBytes(k.Name.PadRight(4, '\0')[..4])])]);
        }

        var parts = keys.Chunk(MaxList).Select(part => List(cells, part)).ToArray();
        return Cell(cells, [.. "ri"u8, .. BitConverter.GetBytes((short)parts.Length), .. Numbers(parts)]);
    }

    private static int Value(MemoryStream cells, (string Name, uint Type, byte[] Content) value)
    {
        var name = Encoding.Latin1.GetBytes(value.Name);
        var cell = new byte[20 + name.Length];
        "vk"u8.CopyTo(cell);
        BinaryPrimitives.WriteInt16LittleEndian(cell.AsSpan(2), (short)name.Length);
        if (value.Content.Length <= MaxInline)
        {
            Put(cell, 4, value.Content.Length | int.MinValue);
            value.Content.CopyTo(cell, 8);
        }
        else
        {
            Put(cell, 4, value.Content.Length);
            Put(cell, 8, value.Content.Length <= MaxContent ? Cell(cells, value.Content) : Long(cells, value.Content));
        }

        Put(cell, 12, (int)value.Type);
        Put(cell, 16, 1);
        name.CopyTo(cell, 20);
        return Cell(cells, cell);
    }

    private static int Long(MemoryStream cells, byte[] content)
    {
        // Each part has four bytes more, as Windows writes them.
        var parts = content.Chunk(MaxContent).Select(part => Cell(cells, [.. part, 0, 0, 0, 0])).ToArray();
        return Cell(cells, [.. "db"u8, .. BitConverter.GetBytes((short)parts.Length), .. BitConverter.GetBytes(Cell(cells, Numbers(parts))), 0, 0, 0, 0]);
    }

    private static int Security(MemoryStream cells)
    {
        var cell = new byte[40];
        var offset = Reserve(cells, cell.Length);
        "sk"u8.CopyTo(cell);
        foreach (var (at, value) in new[] { (4, offset), (8, offset), (12, 1), (16, 20), (20, unchecked((int)0x80040001)) })
        {
            Put(cell, at, value);
        }

        Fill(cells, offset, cell);
        return offset;
    }

    private static byte[] Numbers(int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static int Cell(MemoryStream cells, byte[] content)
    {
        var offset = Reserve(cells, content.Length);
        Fill(cells, offset, content);
        return offset;
    }

    // A cell begins with its size, which is below zero while it is in use.
    private static int Reserve(MemoryStream cells, int length)
    {
        var offset = (int)cells.Length;
        var size = (length + 4 + 7) / 8 * 8;
        cells.Position = offset;
        cells.Write(BitConverter.GetBytes(-size));
        cells.SetLength(offset + size);
        return offset;
    }

    private static void Fill(MemoryStream cells, int offset, byte[] content)
    {
        cells.Position = offset + 4;
        cells.Write(content);
    }

    private static void Put(byte[] bytes, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), value);
}
