using System.Formats.Tar;
using System.Text;
using GuestCtl.Fuzz.Engine;
using TarEntry = GuestCtl.Protocol.Tar.TarEntry;
using TarReader = GuestCtl.Protocol.Tar.TarReader;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The daemon's reader of tar archives.</summary>
internal sealed class TarSubject : FuzzSubject
{
    private const int Block = 512;

    public override string Name => "tar";

    public override IEnumerable<byte[]> Seeds => [Archive(TarEntryFormat.Pax), Archive(TarEntryFormat.Gnu), Archive(TarEntryFormat.V7), Archive(TarEntryFormat.Ustar), Sparse()];

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "ustar\0", "ustar  \0", "0000000\0", "77777777777\0", "30 mtime=1350244992.023960108\n", "20 mtime=-1.-500000\n", "12 size=-1\n", "18 size=8589934592\n",
            "22 GNU.sparse.major=1\n", "22 GNU.sparse.minor=0\n", "25 GNU.sparse.map=0,5,9,1\n", "28 GNU.sparse.numbytes=512\n", "24 GNU.sparse.offset=99\n",
            "27 GNU.sparse.realsize=512\n", "23 SCHILY.xattr.user.a=b\n", "34 SCHILY.acl.access=user::rwx,u:0:r\n", "11 path=../\n", "19 linkpath=../../x\n",
        }.Select(Encoding.Latin1.GetBytes),
        .. "1234567xgLKSDVMN"u8.ToArray().Select(type => new[] { type }),
    ];

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool)
    {
        var archive = base.Mutate(random, pool);

        // With a wrong checksum nothing behind it is read.
        if (random.Next(8) > 0)
        {
            for (var at = 0; at + Block <= archive.Length; at += Block)
            {
                Sign(archive.AsSpan(at, Block));
            }
        }

        return archive;
    }

    public override string Read(byte[] input) => Refusals.Of(() =>
    {
        var reader = new TarReader(new MemoryStream(input));
        var kinds = new StringBuilder();
        while (Result(reader.NextAsync(CancellationToken.None)) is { } entry)
        {
            Check(entry);
            kinds.Append(entry.Map is null ? $"{(int)entry.Kind}" : "s");
            while (Result(reader.ReadContentAsync(CancellationToken.None)) is { IsEmpty: false })
            {
            }
        }

        return kinds.ToString(0, Math.Min(kinds.Length, 6));
    });

    private static void Check(TarEntry entry)
    {
        if (entry.ModificationTime.Nanoseconds is < 0 or >= 1_000_000_000)
        {
            throw new FindingException($"a time has impossible nanoseconds: {entry.ModificationTime}");
        }

        if (entry.Size < 0 || entry.StoredSize < 0)
        {
            throw new FindingException($"a size is negative: {entry.Size}, {entry.StoredSize}");
        }

        if (entry.Map?.Any(range => range.Offset < 0 || range.Length < 0 || range.Length > entry.Size - range.Offset) == true)
        {
            throw new FindingException("a range is outside its file");
        }
    }

    private static T Result<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

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

    private static System.Formats.Tar.TarEntry Entry(TarEntryFormat format, TarEntryType type, string name) => format switch
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
