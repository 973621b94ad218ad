using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Registry;

/// <summary>A value of a key.</summary>
/// <param name="Name">Its name; empty for the default value.</param>
/// <param name="Type">Its type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record RegistryValue(string Name, uint Type, byte[] Content)
{
    private const int HeaderLength = 20;
    private const int Latin1Name = 1;
    private const uint Inline = 0x8000_0000;

    // Longer ones are in parts, and nothing that inspection reads is.
    private const int MaxContent = 16344;

    private const uint TextType = 1;
    private const uint TextWithVariablesType = 2;
    private const uint NumberType = 4;

    /// <summary>The text. Null when it is something else.</summary>
    public string? Text => Type is TextType or TextWithVariablesType ? Encoding.Unicode.GetString(Content, 0, Content.Length & ~1).Split('\0')[0] : null;

    /// <summary>The number of 32 bits. Null when it is something else.</summary>
    public uint? Number => Type == NumberType && Content.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(Content) : null;

    /// <summary>Reads a value. Null when there is none at this place, or it is too long.</summary>
    public static RegistryValue? Read(RegistryHive hive, uint offset)
    {
        if (hive.Cell(offset) is not { Length: >= HeaderLength } cell || !cell.AsSpan().StartsWith("vk"u8))
        {
            return null;
        }

        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(cell.AsSpan(2));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(cell.AsSpan(4));
        if (nameLength > cell.Length - HeaderLength || Bytes(hive, cell, length) is not { } content)
        {
            return null;
        }

        var encoding = (cell[16] & Latin1Name) != 0 ? Encoding.Latin1 : Encoding.Unicode;
        return new RegistryValue(encoding.GetString(cell, HeaderLength, nameLength), BinaryPrimitives.ReadUInt32LittleEndian(cell.AsSpan(12)), content);
    }

    // Up to four bytes are where the offset would be.
    private static byte[]? Bytes(RegistryHive hive, byte[] cell, uint length)
    {
        if ((length & Inline) != 0)
        {
            var count = length & ~Inline;
            return count <= 4 ? cell[8..(8 + (int)count)] : null;
        }

        if (length is 0 or > MaxContent)
        {
            return length == 0 ? [] : null;
        }

        return hive.Cell(BinaryPrimitives.ReadUInt32LittleEndian(cell.AsSpan(8))) is { } content && content.Length >= length ? content[..(int)length] : null;
    }
}
