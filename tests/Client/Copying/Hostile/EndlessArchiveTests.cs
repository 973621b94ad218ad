using System.Runtime.Versioning;

namespace GuestCtl.Client.Tests.Copying.Hostile;

/// <summary>Archives that are damaged, or larger than any.</summary>
[SupportedOSPlatform("linux")]
public sealed class EndlessArchiveTests : IDisposable
{
    private readonly UnpackedTree _tree = new();

    public void Dispose()
    {
        _tree.CheckOutside();
        _tree.Dispose();
    }

    [Fact]
    public async Task Extended_headers_without_end_are_refused()
    {
        var piece = new ArchiveBytes().Extended(ArchiveBytes.Pax("comment", new string('c', 400))).End()[..1024];
        var failed = await Assert.ThrowsAsync<InvalidDataException>(() => _tree.UnpackAsync(new RepeatedStream(piece)));
        Assert.Contains("at most", failed.Message);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public async Task A_huge_header_is_refused_before_memory_is_taken(char type)
    {
        var archive = new RepeatedStream(new byte[512], new ArchiveBytes().Header("h", type, 0x1_ffff_ffff).End()[..512]);
        var failed = await Assert.ThrowsAsync<InvalidDataException>(() => _tree.UnpackAsync(archive));
        Assert.Contains("a header of 8589934591 bytes: at most", failed.Message);
        Assert.InRange(archive.BytesRead, 1, 4 << 20);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("x")]
    public async Task A_size_that_is_not_one_is_refused(string size)
        => await Assert.ThrowsAsync<InvalidDataException>(() => _tree.UnpackAsync(new ArchiveBytes().Extended(ArchiveBytes.Pax("size", size)).File("f").End()));

    [Fact]
    public async Task An_archive_that_ends_early_leaves_the_complete_files_only()
    {
        var archive = new ArchiveBytes().Directory("d/", 0x140).File("d/first").File("d/second", new string('s', 2000)).End();
        var failed = await Assert.ThrowsAsync<InvalidDataException>(() => _tree.UnpackAsync(archive[..^2000]));
        Assert.Contains("cut off in d/second", failed.Message);
        Assert.Equal(["d", "d/first"], _tree.Names());
        Assert.Equal((UnixFileMode)0x140, File.GetUnixFileMode(_tree.PathOf("d")));
    }

    [Fact]
    public async Task A_file_with_a_hole_of_a_tebibyte_takes_no_space()
    {
        var map = "1\n1099511627775\n1\n"u8.ToArray();
        var content = new byte[513];
        map.CopyTo(content, 0);
        content[512] = (byte)'e';
        var archive = new ArchiveBytes()
            .Extended(ArchiveBytes.Pax("GNU.sparse.major", "1"), ArchiveBytes.Pax("GNU.sparse.minor", "0"), ArchiveBytes.Pax("GNU.sparse.name", "huge"), ArchiveBytes.Pax("GNU.sparse.realsize", "1099511627776"))
            .Header("x", '0', content.Length).Content(content).End();
        Assert.Empty(await _tree.UnpackAsync(archive));
        Assert.Equal(1L << 40, new FileInfo(_tree.PathOf("huge")).Length);
    }

    [Fact]
    public async Task Zeros_become_holes_and_all_else_is_there()
    {
        var content = new char[(3 << 20) + 17];
        (content[0], content[70_001], content[^1]) = ('a', 'b', 'c');
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().File("f", new string(content)).File("zeros", new string('\0', 5000)).End()));
        Assert.Equal(content.Select(c => (byte)c), File.ReadAllBytes(_tree.PathOf("f")));
        Assert.Equal(new byte[5000], File.ReadAllBytes(_tree.PathOf("zeros")));
        Assert.InRange(GuestCtl.Drives.HostFile.AllocatedBytes(_tree.PathOf("f")), 1, 1 << 20);
    }

    [Fact]
    public async Task Thousands_of_levels_are_made_and_finished()
    {
        const int Levels = 3000;
        var archive = new ArchiveBytes();
        var name = "";
        for (var level = 0; level < Levels; level++)
        {
            name += "d/";
            archive.LongName(name).Directory("x/", mode: 0x140);
        }

        archive.LongName(name + "f").File("x");
        Assert.Empty(await _tree.UnpackAsync(archive.End()));
        Assert.Empty(await _tree.UnpackAsync(archive.End()));
        Assert.Equal((UnixFileMode)0x140, File.GetUnixFileMode(_tree.PathOf(string.Join('/', Enumerable.Repeat("d", 1500)))));
    }

    [Fact]
    public async Task A_name_with_more_levels_than_any_tree_has_is_refused()
    {
        var archive = new ArchiveBytes().LongName(string.Concat(Enumerable.Repeat("d/", 100_000)) + "f").File("x").End();
        Assert.Contains("longer than", await _tree.UnpackAsync(archive));
        Assert.Empty(_tree.Names());
    }

    [Fact]
    public async Task A_hundred_thousand_refused_names_are_told_in_few_words()
    {
        var piece = new ArchiveBytes().File("../f", "").End()[..512];
        var told = await _tree.UnpackAsync(new RepeatedStream(piece, count: 100_000));
        Assert.EndsWith("and 99990 more", told, StringComparison.Ordinal);
        Assert.InRange(told.Length, 1, 5000);
    }

    /// <summary>A beginning, then the same piece again and again.</summary>
    private sealed class RepeatedStream(byte[] piece, byte[]? first = null, long count = long.MaxValue) : Stream
    {
        private readonly MemoryStream _first = new(first ?? []);
        private readonly MemoryStream _piece = new(piece);
        private long _left = count - 1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = ReadNext(buffer, offset, count);
            BytesRead += read;
            return read;
        }

        private int ReadNext(byte[] buffer, int offset, int count)
        {
            if (_first.Read(buffer, offset, count) is > 0 and var begun)
            {
                return begun;
            }

            if (_piece.Position == _piece.Length && _left-- > 0)
            {
                _piece.Position = 0;
            }

            return _piece.Read(buffer, offset, count);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
