using System.Text;
using GuestCtl.Daemon.Services.Archives;
using GuestCtl.Protocol.Tar;

namespace GuestCtl.Daemon.Tests.Archives;

public sealed class TarReaderTests
{
    private static byte[] Header(string name, char type, long size, string link = "", Action<byte[]>? change = null)
    {
        var block = new byte[512];
        Encoding.Latin1.GetBytes(name).CopyTo(block, 0);
        Encoding.ASCII.GetBytes("0000644\0" + "0001750\0" + "0001751\0" + Convert.ToString(size, 8).PadLeft(11, '0') + "\0" + "07000000000\0").CopyTo(block, 100);
        block[156] = (byte)type;
        Encoding.ASCII.GetBytes(link).CopyTo(block, 157);
        "ustar\00000"u8.CopyTo(block.AsSpan(257));
        change?.Invoke(block);
        "        "u8.CopyTo(block.AsSpan(148));
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
        return block;
    }

    private static byte[] Padded(string content) => Encoding.Latin1.GetBytes(content.PadRight((content.Length + 511) / 512 * 512, '\0'));

    private static string Pax(string key, string value)
    {
        var length = key.Length + value.Length + 3;
        length += $"{length + 1}".Length;
        return $"{length} {key}={value}\n";
    }

    private static async Task<List<(TarEntry Entry, string Content)>> ReadAsync(params byte[][] parts)
    {
        var reader = new TarReader(new TrickleStream([.. parts.SelectMany(p => p)]));
        var entries = new List<(TarEntry, string)>();
        while (await reader.NextAsync(default) is { } entry)
        {
            var content = "";
            while (await reader.ReadContentAsync(default) is { IsEmpty: false } part)
            {
                content += Encoding.Latin1.GetString(part.Span);
            }

            entries.Add((entry, content));
        }

        return entries;
    }

    private static async Task<string> FailAsync(params byte[][] parts)
        => (await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(parts))).Message;

    private static readonly byte[] End = new byte[1024];

    [Fact]
    public async Task Names_keep_their_bytes()
    {
        var entries = await ReadAsync(Header("latin\u00e9", '0', 5), Padded("hello"), Header("next", '2', 0, "target"), End);
        Assert.Equal("latin\u00e9", Encoding.Latin1.GetString(entries[0].Entry.Name));
        Assert.Equal("hello", entries[0].Content);
        Assert.Equal((0x1a4u, 1000, 1001, 939524096L), (entries[0].Entry.Mode, entries[0].Entry.Uid, entries[0].Entry.Gid, entries[0].Entry.ModificationTime.Seconds));
        Assert.Equal((TarEntryKind.SymbolicLink, "target"), (entries[1].Entry.Kind, Encoding.ASCII.GetString(entries[1].Entry.LinkName)));
    }

    [Fact]
    public async Task Extended_headers_override_the_block()
    {
        var pax = Pax("path", "long\nname\u00ff") + Pax("mtime", "-1.25") + Pax("uid", "3000000000") + Pax("size", "3") + Pax("SCHILY.xattr.user.k", "a\0=b\n");
        var (entry, content) = (await ReadAsync(Header("h", 'x', pax.Length), Padded(pax), Header("short", '0', 9), Padded("abc"), End)).Single();
        Assert.Equal(("long\nname\u00ff", "abc", 3000000000), (Encoding.Latin1.GetString(entry.Name), content, entry.Uid));
        Assert.Equal((-2, 750_000_000), entry.ModificationTime);
        Assert.Equal(("user.k", "a\0=b\n"), (Encoding.ASCII.GetString(entry.Attributes[0].Key), Encoding.ASCII.GetString(entry.Attributes[0].Value)));
    }

    [Fact]
    public async Task Gnu_long_names_and_big_numbers_are_known()
    {
        var name = new string('n', 300);
        var (entry, _) = (await ReadAsync(
            Header("././@LongLink", 'L', 301),
            Padded(name + "\0"),
            Header("short", '0', 0, change: block => new byte[] { 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2 }.CopyTo(block, 136)),
            End)).Single();
        Assert.Equal((name, 0x1_0000_0002L), (Encoding.ASCII.GetString(entry.Name), entry.ModificationTime.Seconds));
    }

    [Theory]
    [InlineData(108, "8000000077359400", 2000000000L)]
    [InlineData(108, "80000000ee6b2800", 4000000000L)]
    [InlineData(108, "ffffffffffffffff", -1L)]
    [InlineData(136, "ffffffffffffffffffffff00", -256L)]
    [InlineData(136, "80000000000000012a05f200", 5000000000L)]
    public async Task Numbers_of_bytes_are_known_in_short_and_long_fields(int start, string field, long expected)
    {
        var (entry, _) = Assert.Single(await ReadAsync(Header("f", '0', 0, change: block => Convert.FromHexString(field).CopyTo(block, start)), End));
        Assert.Equal(expected, start == 108 ? entry.Uid : entry.ModificationTime.Seconds);
    }

    [Fact]
    public async Task The_end_may_be_a_block_or_the_end_of_the_stream()
    {
        Assert.Single(await ReadAsync(Header("f", '0', 0)));
        Assert.Single(await ReadAsync(Header("f", '0', 0), new byte[512], Header("after", '0', 0)));
    }

    [Fact]
    public async Task What_is_cut_off_or_damaged_is_named()
    {
        Assert.Contains("does not look like a tar archive", await FailAsync([]));
        Assert.Contains("does not look like a tar archive", await FailAsync(new byte[100]));
        Assert.Contains("cut off in f", await FailAsync(Header("f", '0', 1000), new byte[999]));
        Assert.Contains("cut off in f", await FailAsync(Header("f", '0', 1000), new byte[1000]));
        Assert.Contains("cut off in f", await FailAsync(Header("f", '0', 0), new byte[100]));
        Assert.Contains("what follows f is not a header", await FailAsync(Header("f", '0', 0), [.. Enumerable.Repeat((byte)7, 512)]));
        var pax = Pax("path", "p");
        Assert.Contains("cut off", await FailAsync(Header("h", 'x', pax.Length), Padded(pax)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("5 a=")]
    [InlineData("99999999 a=b\n")]
    [InlineData("6 =bc\n")]
    [InlineData("-6 a=b\n")]
    [InlineData("0 a=b\n")]
    [InlineData("3 a\n")]
    public async Task Malformed_extended_headers_are_refused(string text)
        => Assert.Contains("malformed extended header", await FailAsync(Header("h", 'x', text.Length), Padded(text), Header("f", '0', 0), End));

    [Theory]
    [InlineData("GNU.sparse.map", "0,5,3,1")]
    [InlineData("GNU.sparse.map", "0,100")]
    [InlineData("GNU.sparse.map", "-5,1")]
    [InlineData("GNU.sparse.map", "0,1")]
    [InlineData("GNU.sparse.size", "-1")]
    [InlineData("size", "-1")]
    [InlineData("GNU.sparse.map", "9223372036854775807,9223372036854775807")]
    public async Task Maps_that_do_not_fit_are_refused(string key, string value)
    {
        var pax = Pax("GNU.sparse.size", "10") + Pax(key, value);
        await FailAsync(Header("h", 'x', pax.Length), Padded(pax), Header("f", '0', 6), Padded("abcdef"), End);
    }

    [Fact]
    public async Task A_header_is_not_taken_into_memory_at_any_size()
        => Assert.Contains("a header of 8589934591 bytes", await FailAsync(Header("h", 'L', 0x1_ffff_ffff), End));

    [Fact]
    public async Task Damage_at_any_place_is_an_error_or_harmless()
    {
        var pax = Pax("GNU.sparse.major", "1") + Pax("GNU.sparse.minor", "0") + Pax("GNU.sparse.realsize", "5000") + Pax("mtime", "1.5");
        byte[] archive =
        [
            .. Header("h", 'x', pax.Length), .. Padded(pax), .. Header("f", '0', 515), .. Padded("1\n10\n3\n"), .. Padded("abc"),
            .. Header("old", 'S', 3, change: block => Encoding.ASCII.GetBytes("00000000005\000000000003\0").CopyTo(block, 386)), .. Padded("abc"), .. End,
        ];
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var damaged = archive.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            // Without this the checksum would hide everything else.
            foreach (var start in new[] { 0, 1024, 2560 })
            {
                var block = damaged.AsSpan(start, 512);
                "        "u8.CopyTo(block[148..]);
                Encoding.ASCII.GetBytes(Convert.ToString(block.ToArray().Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(block[148..]);
            }

            try
            {
                await ReadAsync(damaged[..random.Next(damaged.Length + 1)]);
            }
            catch (InvalidDataException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Theory]
    [InlineData("./", "")]
    [InlineData("./a//b/./c/", "a/b/c")]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("..a/b..", "..a/b..")]
    public void Names_become_paths_below_the_directory(string name, string expected)
        => Assert.Equal(expected, Encoding.ASCII.GetString(TarTree.Normalize(Encoding.ASCII.GetBytes(name))));

    [Theory]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("a/..")]
    [InlineData("a\0b")]
    public void Names_that_lead_up_are_refused(string name)
        => Assert.Throws<OperationFailedException>(() => TarTree.Normalize(Encoding.ASCII.GetBytes(name)));

    // Gives what it has in small pieces, as a wire may.
    private sealed class TrickleStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => ValueTask.FromResult(Read(buffer.Span[..Math.Min(buffer.Length, 100)]));
    }
}
