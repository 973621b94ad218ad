namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class FillTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Fill_and_fill_pattern_make_the_whole_content()
    {
        var d = fixture.NewDirectory();
        _guest.Fill(0x61, 5, $"{d}/f");
        Assert.Equal("aaaaa", _guest.Cat($"{d}/f"));
        _guest.FillPattern("xyz", 8, $"{d}/f");
        Assert.Equal("xyzxyzxy", _guest.Cat($"{d}/f"));
        _guest.Fill(255, 3_000_001, $"{d}/f");
        Assert.Equal(fixture.Shell("head -c 3000001 /dev/zero | tr '\\0' '\\377' | md5sum")[..32], _guest.Checksum("md5", $"{d}/f"));
        _guest.FillPattern("0123456", 9_999_999, $"{d}/f");
        Assert.Equal(fixture.Shell("yes 0123456 | tr -d '\\n' | head -c 9999999 | md5sum")[..32], _guest.Checksum("md5", $"{d}/f"));
        _guest.Fill(0, 0, $"{d}/f");
        Assert.Equal(0, _guest.Filesize($"{d}/f"));
    }

    [Fact]
    public void Fill_says_what_is_wrong()
    {
        var d = fixture.NewDirectory();
        FilesFixture.Fails(Errno.EINVAL, "c is 256, but must be between 0 and 255", () => _guest.Fill(256, 1, $"{d}/f"));
        FilesFixture.Fails(Errno.EINVAL, "the length is -1", () => _guest.Fill(1, -1, $"{d}/f"));
        FilesFixture.Fails(Errno.EINVAL, "the pattern is empty", () => _guest.FillPattern("", 1, $"{d}/f"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Fill(1, 1, "/ro/new"));
        FilesFixture.Fails(Errno.ENOSPC, "/small/f: No space left on device", () => _guest.Fill(1, 20 << 20, "/small/f"));
        _guest.Rm("/small/f");
    }

    [Fact]
    public void Fallocate_reserves_space_for_zeros()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", "old"u8.ToArray());
        _guest.Fallocate64($"{d}/f", 5_000_000);
        Assert.Equal("5000000 0", fixture.Shell($"stat -c %s /sysroot{d}/f").Trim() + " " + fixture.Shell($"tr -d '\\0' < /sysroot{d}/f | wc -c").Trim());
        Assert.True(_guest.Statns($"{d}/f").Blocks >= 5_000_000 / 512);
        _guest.Fallocate($"{d}/g", 10);
        Assert.Equal(10, _guest.Filesize($"{d}/g"));
        FilesFixture.Fails(Errno.ENOSPC, "No space left on device", () => _guest.Fallocate64("/small/f", 6L << 30));
        _guest.RmF("/small/f");
        FilesFixture.Fails(Errno.EINVAL, "the length is -5", () => _guest.Fallocate64($"{d}/f", -5));
    }

    [Fact]
    public void Fill_dir_makes_numbered_files()
    {
        var d = fixture.NewDirectory();
        _guest.FillDir(d, 12);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{i:d8}"), _guest.Ls(d));
        FilesFixture.Fails(Errno.ENOTDIR, "Not a directory", () => _guest.FillDir($"{d}/00000000", 1));
        FilesFixture.Fails(Errno.EINVAL, "number of files is -1", () => _guest.FillDir(d, -1));
    }

    [Fact]
    public void Write_file_takes_text_and_how_much_of_it()
    {
        var d = fixture.NewDirectory();
        _guest.WriteFile($"{d}/f", "hello", 0);
        Assert.Equal("hello", _guest.Cat($"{d}/f"));
        _guest.WriteFile($"{d}/f", "hello", 2);
        Assert.Equal("he", _guest.Cat($"{d}/f"));
        FilesFixture.Fails(Errno.EINVAL, "size is 6, but the content has 5 bytes", () => _guest.WriteFile($"{d}/f", "hello", 6));
    }
}
