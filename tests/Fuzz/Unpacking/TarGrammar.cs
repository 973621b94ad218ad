using System.Formats.Tar;
using System.Text;

namespace GuestCtl.Fuzz.Unpacking;

/// <summary>Tar archives of all formats, and what mutation needs to make more of them.</summary>
internal static class TarGrammar
{
    private const int Block = 512;

    /// <summary>Archives that are as they should be.</summary>
    public static IEnumerable<byte[]> Seeds => [Archive(TarEntryFormat.Pax), Archive(TarEntryFormat.Gnu), Archive(TarEntryFormat.V7), Archive(TarEntryFormat.Ustar), Sparse()];

    /// <summary>Words of the format.</summary>
    public static IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "ustar\0", "ustar  \0", "0000000\0", "77777777777\0", "30 mtime=1350244992.023960108\n", "20 mtime=-1.-500000\n", "12 size=-1\n", "18 size=8589934592\n",
            "22 GNU.sparse.major=1\n", "22 GNU.sparse.minor=0\n", "25 GNU.sparse.map=0,5,9,1\n", "28 GNU.sparse.numbytes=512\n", "24 GNU.sparse.offset=99\n",
            "27 GNU.sparse.realsize=512\n", "23 SCHILY.xattr.user.a=b\n", "34 SCHILY.acl.access=user::rwx,u:0:r\n", "11 path=../\n", "19 linkpath=../../x\n",
        }.Select(Encoding.Latin1.GetBytes),
        .. "1234567xgLKSDVMN"u8.ToArray().Select(type => new[] { type }),
    ];

    /// <summary>Most often corrects the checksums: with a wrong one nothing behind it is read.</summary>
    public static byte[] Signed(Random random, byte[] archive)
    {
        if (random.Next(8) > 0)
        {
            for (var at = 0; at + Block <= archive.Length; at += Block)
            {
                Sign(archive.AsSpan(at, Block));
            }
        }

        return archive;
    }

    /// <summary>The same for the blocks only that have the mark of a header: others are content that a reader looks at.</summary>
    public static byte[] SignedWhereMarked(Random random, byte[] archive)
    {
        if (random.Next(8) > 0)
        {
            for (var at = 0; at + Block <= archive.Length; at += Block)
            {
                if (archive.AsSpan(at + 257).StartsWith("ustar"u8))
                {
                    Sign(archive.AsSpan(at, Block));
                }
            }
        }

        return archive;
    }

    /// <summary>An archive of members that are made by the caller.</summary>
    public static byte[] Of(params (TarEntryType Type, string Name, string Target)[] members)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar))
        {
            foreach (var (type, name, target) in members)
            {
                var entry = Entry(TarEntryFormat.Ustar, type, name);
                if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                {
                    entry.LinkName = target;
                }
                else if (type == TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream("planted"u8.ToArray());
                }

                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    // A block that is content gets eight bytes of digits in it too, which does no harm.
    private static void Sign(Span<byte> header)
    {
        if (header[257] != (byte)'u' && header[0] == 0)
        {
            return;
        }

        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }

    private static byte[] Archive(TarEntryFormat format)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format))
        {
            foreach (var (type, name) in new[] { (TarEntryType.Directory, "dir/"), (TarEntryType.SymbolicLink, "dir/link"), (TarEntryType.HardLink, "dir/hard") })
            {
                var entry = Entry(format, type, name);
                if (type != TarEntryType.Directory)
                {
                    entry.LinkName = "dir/target";
                }

                writer.WriteEntry(entry);
            }

            var file = Entry(format, format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, new string('n', 90));
            file.DataStream = new MemoryStream(new byte[700]);
            writer.WriteEntry(file);
        }

        return stream.ToArray();
    }

    private static TarEntry Entry(TarEntryFormat format, TarEntryType type, string name) => format switch
    {
        TarEntryFormat.V7 => new V7TarEntry(type, name) { ModificationTime = DateTimeOffset.UnixEpoch },
        TarEntryFormat.Ustar => new UstarTarEntry(type, name) { ModificationTime = DateTimeOffset.UnixEpoch },
        TarEntryFormat.Gnu => new GnuTarEntry(type, name) { ModificationTime = DateTimeOffset.UnixEpoch, AccessTime = default, ChangeTime = default },
        _ => new PaxTarEntry(type, name, new Dictionary<string, string> { ["mtime"] = "1.5", ["SCHILY.xattr.user.a"] = "b" }),
    };

    // GNU's first version of its format for holes: the map stands in the content.
    private static byte[] Sparse()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax))
        {
            var content = new byte[512 + 512];
            "1\n512\n512\n"u8.CopyTo(content);
            var records = new Dictionary<string, string> { ["GNU.sparse.major"] = "1", ["GNU.sparse.minor"] = "0", ["GNU.sparse.name"] = "holes", ["GNU.sparse.realsize"] = "4096" };
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "holes", records) { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(content) });
        }

        return stream.ToArray();
    }
}
