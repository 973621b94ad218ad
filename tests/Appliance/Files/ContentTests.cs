using System.Text;

namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class ContentTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Write_makes_the_whole_content_and_cat_returns_it()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, "longer text\n"u8.ToArray());
        _guest.Write(file, "text\n"u8.ToArray());
        Assert.Equal("text\n", _guest.Cat(file));
        Assert.Equal("text\n", fixture.Shell($"cat /sysroot{file}"));
        Assert.Equal("644 0 0\n", fixture.Shell($"stat -c '%a %u %g' /sysroot{file}"));
    }

    [Fact]
    public void Write_goes_through_a_link_even_if_it_leads_to_nothing_yet()
    {
        var d = fixture.NewDirectory();
        _guest.LnS("nowhere", $"{d}/link");
        _guest.Write($"{d}/link", "thru"u8.ToArray());
        Assert.Equal("thru", _guest.Cat($"{d}/nowhere"));
    }

    [Fact]
    public void Write_append_appends_and_creates()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.WriteAppend(file, "x"u8.ToArray());
        _guest.WriteAppend(file, "y"u8.ToArray());
        Assert.Equal("xy", _guest.Cat(file));
    }

    [Fact]
    public void Files_of_several_chunks_come_back_unchanged()
    {
        var file = fixture.NewDirectory() + "/f";
        var content = new byte[3_333_333];
        new Random(1).NextBytes(content);
        _guest.Write(file, content);
        Assert.Equal(content, _guest.ReadFile(file));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), fixture.Shell($"sha256sum < /sysroot{file}").Split(' ')[0]);
    }

    [Fact]
    public void Write_of_nothing_makes_an_empty_file()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, ReadOnlyMemory<byte>.Empty);
        Assert.Empty(_guest.ReadFile(file));
        Assert.Equal("", _guest.Cat(file));
    }

    // The expected lists are what libguestfs 1.48 answers.
    [Theory]
    [InlineData("a\nb\r\n\nc", new[] { "a", "b", "", "c" })]
    [InlineData("a\n", new[] { "a" })]
    [InlineData("", new string[0])]
    public void Read_lines_splits_at_line_ends(string content, string[] lines)
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, Encoding.UTF8.GetBytes(content));
        Assert.Equal(lines, _guest.ReadLines(file));
    }

    [Fact]
    public void Read_lines_takes_many_lines()
    {
        var file = fixture.NewDirectory() + "/f";
        fixture.Shell($"seq 1 200000 > /sysroot{file}");
        Assert.Equal(Enumerable.Range(1, 200_000).Select(i => i.ToString()), _guest.ReadLines(file));
    }

    [Fact]
    public void Read_lines_of_one_endless_line_fails()
    {
        var file = fixture.NewDirectory() + "/f";
        fixture.Shell($"truncate -s 17M /sysroot{file}");
        FilesFixture.Fails(Errno.EMSGSIZE, "has a line longer than", () => _guest.ReadLines(file));
    }

    [Fact]
    public void Reading_what_is_not_a_regular_file_fails_at_once()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkfifo fifo && mknod mem c 1 1 && mknod root b 254 0 && ln -s mem tomem");
        FilesFixture.Fails(Errno.EISDIR, $"{d}: Is a directory", () => _guest.Cat(d));
        FilesFixture.Fails(Errno.EINVAL, "is a named pipe, not a regular file", () => _guest.ReadFile($"{d}/fifo"));
        FilesFixture.Fails(Errno.EINVAL, "is a character device, not a regular file", () => _guest.ReadFile($"{d}/tomem"));
        FilesFixture.Fails(Errno.EINVAL, "is a block device, not a regular file", () => _guest.Pread($"{d}/root", 1, 0));
        FilesFixture.Fails(Errno.EINVAL, "is a named pipe, not a regular file", () => _guest.Write($"{d}/fifo", new byte[1]));
        FilesFixture.Fails(Errno.EINVAL, "is a block device, not a regular file", () => _guest.Truncate($"{d}/root"));
    }

    [Fact]
    public void Missing_files_are_named()
    {
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Cat("/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.ReadLines("/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no/x: No such file or directory", () => _guest.Write("/no/x", new byte[1]));
        FilesFixture.Fails(Errno.ENOENT, "/no/x: No such file or directory", () => _guest.WriteAppend("/no/x", new byte[1]));
        FilesFixture.Fails(Errno.EISDIR, "/small: Is a directory", () => _guest.Write("/small", new byte[1]));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f/x: Not a directory", () => _guest.Cat("/ro/f/x"));
    }

    [Fact]
    public void Pread_returns_a_part()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, "hello world"u8.ToArray());
        Assert.Equal("ell"u8.ToArray(), _guest.Pread(file, 3, 1));
        Assert.Equal("ello world"u8.ToArray(), _guest.Pread(file, 100, 1));
        Assert.Empty(_guest.Pread(file, 1, 1000));
        Assert.Empty(_guest.Pread(file, 0, 0));
        FilesFixture.Fails(Errno.EINVAL, "the count is -1", () => _guest.Pread(file, -1, 0));
        FilesFixture.Fails(Errno.EINVAL, "the offset is -1", () => _guest.Pread(file, 1, -1));
        FilesFixture.Fails(Errno.EMSGSIZE, "is the most that one message holds", () => _guest.Pread(file, 100_000_000, 0));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Pread("/no", 1, 0));
    }

    [Fact]
    public void Pread_returns_nearly_a_whole_message()
    {
        var file = fixture.NewDirectory() + "/f";
        fixture.Shell($"truncate -s 20M /sysroot{file}");
        Assert.Equal(16_000_000, _guest.Pread(file, 16_000_000, 1).Length);
    }

    [Fact]
    public void Pwrite_writes_all_and_says_so()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, "hello world"u8.ToArray());
        Assert.Equal(2, _guest.Pwrite(file, "ZZ"u8.ToArray(), 1));
        Assert.Equal(0, _guest.Pwrite(file, ReadOnlyMemory<byte>.Empty, 1));
        Assert.Equal("hZZlo world", _guest.Cat(file));
        Assert.Equal(1, _guest.Pwrite(file, "!"u8.ToArray(), 5L << 30));
        Assert.Equal((5L << 30) + 1, _guest.Filesize(file));
        FilesFixture.Fails(Errno.EINVAL, "the offset is -1", () => _guest.Pwrite(file, new byte[1], -1));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Pwrite("/no", new byte[1], 0));
        _guest.Rm(file);
    }

    [Fact]
    public void Truncate_empties_and_truncate_size_sizes()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, "abc"u8.ToArray());
        _guest.TruncateSize(file, 1000);
        Assert.Equal(1000, _guest.Filesize(file));
        Assert.Equal("abc\0"u8.ToArray(), _guest.Pread(file, 4, 0));
        _guest.Truncate(file);
        Assert.Equal(0, _guest.Filesize(file));
        FilesFixture.Fails(Errno.EINVAL, "the size is -1", () => _guest.TruncateSize(file, -1));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Truncate("/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.TruncateSize("/no", 1));
        FilesFixture.Fails(Errno.EISDIR, "Is a directory", () => _guest.Truncate("/small"));
        FilesFixture.Fails(Errno.EFBIG, "File too large", () => _guest.TruncateSize(file, long.MaxValue));
    }

    [Fact]
    public void A_full_file_system_is_an_error_and_the_handle_goes_on()
    {
        FilesFixture.Fails(Errno.ENOSPC, "/small/big: No space left on device", () => _guest.Write("/small/big", new byte[16 << 20]));
        _guest.Rm("/small/big");
        _guest.Write("/small/big", "fits"u8.ToArray());
        Assert.Equal("fits", _guest.Cat("/small/big"));
    }

    [Fact]
    public void A_read_only_file_system_is_an_error()
    {
        FilesFixture.Fails(Errno.EROFS, "/ro/new: Read-only file system", () => _guest.Write("/ro/new", new byte[1]));
        FilesFixture.Fails(Errno.EROFS, "/ro/f: Read-only file system", () => _guest.WriteAppend("/ro/f", new byte[1]));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Mkdir("/ro/d"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Rm("/ro/f"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Chmod(0, "/ro/f"));
        Assert.Equal("text\n", _guest.Cat("/ro/f"));
    }
}
