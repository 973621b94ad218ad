using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Fuzz.Images;

/// <summary>Images of all formats that QEMU knows, as small as they can be, which name other files wherever the format has a place for it.</summary>
internal static class ImageGrammar
{
    private const int Cluster = 512;

    private static readonly string[] Formats = ["raw", "qcow2", "vmdk", "qcow", "qed", "vpc", "file", "host_device", "nbd", "luks", "parallels", "x", ""];

    private static readonly byte[][] Others =
    [
        [.. "conectix"u8, 0, 0, 0, 2, 0, 1, 0, 0, .. new byte[8], .. new byte[36], 0, 0, 0, 4, .. new byte[448]],
        [.. "vhdxfile"u8, .. new byte[504]],
        [.. "WithoutFreeSpace"u8, 2, 0, 0, 0, .. new byte[492]],
        [.. "WithouFreSpacExt"u8, 2, 0, 0, 0, .. new byte[492]],
        [.. "Bochs Virtual HD Image\0\0\0\0\0\0\0\0\0\0Redolog\0\0\0\0\0\0\0\0\0Growing\0\0\0\0\0\0\0\0\0"u8, 0, 0, 2, 0, 0, 2, 0, 0, .. new byte[440]],
        [.. "#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount -r -t iso9660 /dev/cloop $1\n"u8, .. new byte[430]],
        [.. new byte[512], .. "koly"u8, 0, 0, 0, 4, 0, 0, 2, 0, .. new byte[500]],
        [.. "LUKS"u8, 0xba, 0xbe, 0, 1, .. "aes"u8, .. new byte[581]],
        [.. "<<< Oracle VM VirtualBox Disk Image >>>\n"u8, .. new byte[24], 0x7f, 0x10, 0xda, 0xbe, 1, 0, 1, 0, 0x90, 1, 0, 0, 4, 0, 0, 0, .. new byte[432]],
    ];

    /// <summary>One image.</summary>
    public static byte[] Any(Random random) => random.Next(10) switch
    {
        < 5 => VmdkGrammar.Any(random),
        < 8 => Qcow2(random),
        8 => random.Next(2) == 0 ? Qed(random) : Qcow(random),
        _ => (byte[])Others[random.Next(Others.Length)].Clone(),
    };

    private static byte[] Qcow2(Random random)
    {
        var version = random.Next(4) == 0 ? 2 : 3;
        var image = new byte[8 * Cluster];
        var name = Name(random);
        var headerLength = version == 2 ? 72 : random.Next(4) == 0 ? 72 + (8 * random.Next(10)) : 104;
        var hasBacking = random.Next(3) > 0;
        uint magic = 0x514649fb;
        BinaryPrimitives.WriteUInt32BigEndian(image, magic);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(4), version);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), 9);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(24), 32768);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(36), 1);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(40), 3 * Cluster);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(48), Cluster);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(56), 1);
        if (version == 3)
        {
            BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(72), random.Next(3) == 0 ? 4 : random.Next(8) == 0 ? random.Next(32) : 0);
            BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(88), random.Next(4) == 0 ? 1 + random.Next(3) : 0);
            BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(96), 4);
            BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(100), headerLength);
        }

        var at = headerLength;
        for (var extensions = random.Next(4); extensions > 0 && at < Cluster - 64; extensions--)
        {
            at += Extension(random, image.AsSpan(at, Cluster - at));
        }

        if (hasBacking)
        {
            var offset = random.Next(4) switch { 0 => random.Next(Cluster), 1 => 5 * Cluster, _ => Math.Min(at + 8, Cluster - name.Length) };
            offset = Math.Max(0, offset);
            BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(8), offset);
            BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), random.Next(8) == 0 ? random.Next(1200) : name.Length);
            name.CopyTo(image, offset);
        }

        return image;
    }

    private static int Extension(Random random, Span<byte> place)
    {
        var (type, content) = random.Next(6) switch
        {
            0 => (0xe2792acau, Encoding.ASCII.GetBytes(Formats[random.Next(Formats.Length)])),
            1 or 2 => (0x44415441u, Name(random)),
            3 => (0x23852875u, new byte[24]),
            4 => (0x6803f857u, new byte[48]),
            _ => ((uint)random.Next(4), new byte[random.Next(16)]),
        };
        content = content[..Math.Min(content.Length, place.Length - 8)];
        BinaryPrimitives.WriteUInt32BigEndian(place, type);
        BinaryPrimitives.WriteInt32BigEndian(place[4..], random.Next(12) == 0 ? random.Next(64) : content.Length);
        content.CopyTo(place[8..]);
        return Math.Min(8 + ((content.Length + 7) & ~7), place.Length);
    }

    private static byte[] Qcow(Random random)
    {
        var image = new byte[4096];
        var name = Name(random);
        BinaryPrimitives.WriteUInt32BigEndian(image, 0x514649fb);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(4), 1);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(8), random.Next(6) == 0 ? random.Next(600) : 48);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), name.Length);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(24), 32768);
        (image[32], image[33]) = (9, 9);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(40), 2048);
        name.CopyTo(image, 48);
        return image;
    }

    private static byte[] Qed(Random random)
    {
        var image = new byte[3 * 4096];
        var name = Name(random);
        "QED\0"u8.CopyTo(image);
        var fields = new[] { 4096, 1, 1 };
        for (var i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(4 + (4 * i)), fields[i]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(16), random.Next(4) == 0 ? random.Next(8) : 1 + (4 * random.Next(2)));
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(40), 4096);
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(48), 65536);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(56), 64);
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(60), name.Length);
        name.CopyTo(image, 64);
        return image;
    }

    private static byte[] Name(Random random) => Encoding.UTF8.GetBytes(FileNames.Any(random));
}
