using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>LUKS headers that are well-formed and ask for absurd amounts of everything.</summary>
internal static class LuksHeaders
{
    private const int KeySlots = 208;
    private const int KeySlotSize = 48;
    private const int Header2Size = 16384;

    /// <summary>A first version's header: keys of 4 GiB, stripes and rounds without end.</summary>
    public static void First(Span<byte> disk)
    {
        Start(disk, 1);
        "aes"u8.CopyTo(disk[8..]);
        "xts-plain64"u8.CopyTo(disk[40..]);
        "sha256"u8.CopyTo(disk[72..]);
        BinaryPrimitives.WriteUInt32BigEndian(disk[104..], uint.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(disk[108..], uint.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(disk[164..], uint.MaxValue);
        "11111111-2222-3333-4444-555555555555"u8.CopyTo(disk[168..]);
        for (var slot = 0; slot < 8; slot++)
        {
            var key = disk.Slice(KeySlots + slot * KeySlotSize, KeySlotSize);
            BinaryPrimitives.WriteUInt32BigEndian(key, 0x00ac71f3);
            BinaryPrimitives.WriteUInt32BigEndian(key[4..], uint.MaxValue);
            BinaryPrimitives.WriteUInt32BigEndian(key[40..], uint.MaxValue);
            BinaryPrimitives.WriteUInt32BigEndian(key[44..], uint.MaxValue);
        }
    }

    /// <summary>A second version's header with a right check sum: a key that takes 4 TiB of memory to derive, of areas beyond the disk.</summary>
    public static void Second(Span<byte> disk)
    {
        Start(disk, 2);
        BinaryPrimitives.WriteUInt64BigEndian(disk[8..], Header2Size);
        BinaryPrimitives.WriteUInt64BigEndian(disk[16..], 1);
        "sha256"u8.CopyTo(disk[72..]);
        "11111111-2222-3333-4444-666666666666"u8.CopyTo(disk[168..]);
        Encoding.ASCII.GetBytes(Description, disk[4096..]);
        SHA256.HashData(disk[..Header2Size], disk[448..]);
    }

    private const string Description = """
        {"keyslots":{"0":{"type":"luks2","key_size":64,"af":{"type":"luks1","stripes":4000,"hash":"sha256"},
        "area":{"type":"raw","offset":"32768","size":"258048","encryption":"aes-xts-plain64","key_size":64},
        "kdf":{"type":"argon2id","time":4294967295,"memory":4294967295,"cpus":4,"salt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}}},
        "tokens":{},"segments":{"0":{"type":"crypt","offset":"16777216","size":"dynamic","iv_tweak":"0","encryption":"aes-xts-plain64","sector_size":512}},
        "digests":{"0":{"type":"pbkdf2","keyslots":["0"],"segments":["0"],"hash":"sha256","iterations":4294967295,
        "salt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","digest":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}},
        "config":{"json_size":"12288","keyslots_size":"16744448"}}
        """;

    private static void Start(Span<byte> disk, ushort version)
    {
        "LUKS"u8.CopyTo(disk);
        disk[4] = 0xba;
        disk[5] = 0xbe;
        BinaryPrimitives.WriteUInt16BigEndian(disk[6..], version);
    }
}
