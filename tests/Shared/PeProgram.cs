using System.Buffers.Binary;

namespace GuestCtl.Testing;

/// <summary>Makes a Windows program of nothing but resources.</summary>
internal static class PeProgram
{
    private const int Header = 0x80;
    private const int Section = 0x200;
    private const int Address = 0x1000;

    /// <summary>Makes one.</summary>
    /// <param name="is64Bit">Whether it is for 64 bits.</param>
    /// <param name="resources">Type, number and content of each resource, sorted by type and number.</param>
    public static byte[] With(bool is64Bit, params (int Type, int Number, byte[] Content)[] resources)
    {
        var section = Resources(resources);
        var program = new byte[Section + section.Length];
        "MZ"u8.CopyTo(program);
        Put(program, 0x3c, Header);
        "PE\0\0"u8.CopyTo(program.AsSpan(Header));
        var optional = Header + 24;
        var directories = optional + (is64Bit ? 112 : 96);
        var optionalLength = directories + (16 * 8) - optional;
        PutHalf(program, Header + 4, is64Bit ? 0x8664 : 0x14c);
        PutHalf(program, Header + 6, 1);
        PutHalf(program, Header + 20, optionalLength);
        PutHalf(program, optional, is64Bit ? 0x20b : 0x10b);
        Put(program, directories - 4, 16);
        Put(program, directories + 16, Address);
        Put(program, directories + 20, section.Length);
        var table = optional + optionalLength;
        ".rsrc"u8.CopyTo(program.AsSpan(table));
        Put(program, table + 8, section.Length);
        Put(program, table + 12, Address);
        Put(program, table + 16, section.Length);
        Put(program, table + 20, Section);
        section.CopyTo(program, Section);
        return program;
    }

    /// <summary>A bitmap resource without compression.</summary>
    /// <param name="width">Pixels in a line.</param>
    /// <param name="lines">Lines; for an icon those of its mask too.</param>
    /// <param name="bits">Bits for a pixel.</param>
    /// <param name="rest">The colours and the lines.</param>
    public static byte[] Bitmap(int width, int lines, int bits, byte[] rest)
    {
        var header = new byte[40];
        Put(header, 0, header.Length);
        Put(header, 4, width);
        Put(header, 8, lines);
        PutHalf(header, 12, 1);
        PutHalf(header, 14, bits);
        return [.. header, .. rest];
    }

    /// <summary>A group of icons.</summary>
    /// <param name="images">Side in pixels (0 for 256), bits for a pixel, and number of each image.</param>
    public static byte[] Group(params (byte Side, int Bits, int Number)[] images)
    {
        var group = new byte[6 + (images.Length * 14)];
        PutHalf(group, 2, 1);
        PutHalf(group, 4, images.Length);
        for (var i = 0; i < images.Length; i++)
        {
            var at = 6 + (i * 14);
            (group[at], group[at + 1]) = (images[i].Side, images[i].Side);
            PutHalf(group, at + 4, 1);
            PutHalf(group, at + 6, images[i].Bits);
            PutHalf(group, at + 12, images[i].Number);
        }

        return group;
    }

    private static byte[] Resources((int Type, int Number, byte[] Content)[] resources)
    {
        var types = resources.GroupBy(resource => resource.Type).ToArray();
        var second = 16 + (types.Length * 8);
        var third = second + (types.Length * 16) + (resources.Length * 8);
        var descriptions = third + (resources.Length * 24);
        var content = descriptions + (resources.Length * 16);
        var section = new byte[content + resources.Sum(resource => (resource.Content.Length + 3) & ~3)];
        PutHalf(section, 14, types.Length);
        var index = 0;
        for (var t = 0; t < types.Length; t++)
        {
            PutEntry(section, 16 + (t * 8), types[t].Key, second, isDirectory: true);
            PutHalf(section, second + 14, types[t].Count());
            second += 16;
            foreach (var (_, number, bytes) in types[t])
            {
                PutEntry(section, second, number, third + (index * 24), isDirectory: true);
                PutHalf(section, third + (index * 24) + 14, 1);
                PutEntry(section, third + (index * 24) + 16, 0x409, descriptions + (index * 16), isDirectory: false);
                Put(section, descriptions + (index * 16), Address + content);
                Put(section, descriptions + (index * 16) + 4, bytes.Length);
                bytes.CopyTo(section, content);
                content += (bytes.Length + 3) & ~3;
                second += 8;
                index++;
            }
        }

        return section;
    }

    private static void PutEntry(byte[] bytes, int at, int name, int place, bool isDirectory)
    {
        Put(bytes, at, name);
        Put(bytes, at + 4, isDirectory ? place | int.MinValue : place);
    }

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);

    private static void PutHalf(byte[] bytes, int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
}
