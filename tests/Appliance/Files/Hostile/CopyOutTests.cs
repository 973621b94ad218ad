using System.Runtime.Versioning;

namespace GuestCtl.Appliance.Tests.Files.Hostile;

/// <summary>copy_out from a guest that means harm, and from one that is damaged.</summary>
[Collection(FilesCollection.Name)]
[SupportedOSPlatform("linux")]
public sealed class CopyOutTests(FilesFixture fixture) : IDisposable
{
    private readonly GuestFs _guest = fixture.Guest;
    private readonly string _host = Directory.CreateTempSubdirectory("guestctl-test-").FullName;

    private string Out => Directory.CreateDirectory(Path.Combine(_host, "out")).FullName;

    private string Outside => Directory.CreateDirectory(Path.Combine(_host, "outside")).FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_host, recursive: true);

    [Fact]
    public void Links_that_one_copy_brings_are_not_followed_by_the_next()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p one/t two/t/sub two/sub && ln -s {Outside} one/t/sub && ln -s {Outside}/planted one/t/f && ln -s {Outside} one/sub && echo new > two/t/f && echo x > two/t/sub/planted && echo x > two/sub/planted");
        _guest.CopyOut($"{d}/one/t", Out);
        FilesFixture.Fails(Errno.EIO, "sub/: a link or a file is in the place of a directory; remove it first", () => _guest.CopyOut($"{d}/two/t", Out));
        Assert.Equal("new\n", File.ReadAllText(Path.Combine(Out, "t", "f")));
        File.CreateSymbolicLink(Path.Combine(Out, "sub"), Outside);
        FilesFixture.Fails(Errno.EIO, "remove it first", () => _guest.CopyOut($"{d}/two/sub", Out));
        File.CreateSymbolicLink(Path.Combine(Out, "f"), Path.Combine(Outside, "planted"));
        _guest.CopyOut($"{d}/two/t/f", Out);
        Assert.Equal("new\n", File.ReadAllText(Path.Combine(Out, "f")));
        Assert.Null(new FileInfo(Path.Combine(Out, "f")).LinkTarget);
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    [Fact]
    public void What_cannot_be_read_is_told_when_all_else_has_arrived()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"""
            truncate -s 8M /sysroot{d}/image && mkdir /sysroot{d}/damaged && loop=$(losetup -f --show /sysroot{d}/image) && mkfs.ext4 -q -O ^has_journal $loop
            mount $loop /sysroot{d}/damaged && cd /sysroot{d}/damaged && mkdir a m z && echo a > a/a && echo m > m/m && echo z > z/z && cd / && umount $loop
            block=$(debugfs -R 'blocks /m' $loop 2>/dev/null) && dd if=/dev/urandom of=$loop bs=1024 seek=$block count=1 2>/dev/null && mount -o ro $loop /sysroot{d}/damaged
            """);
        try
        {
            var error = FilesFixture.Fails(Errno.EIO, "'" + d + "/damaged' was not copied completely", () => _guest.CopyOut($"{d}/damaged", Out));
            Assert.Matches(@"\./m/?: ", error.Message);
            Assert.Equal("a\n", File.ReadAllText(Path.Combine(Out, "damaged", "a", "a")));
            Assert.Equal("z\n", File.ReadAllText(Path.Combine(Out, "damaged", "z", "z")));
            Assert.False(File.Exists(Path.Combine(Out, "damaged", "m", "m")));
        }
        finally
        {
            fixture.Shell($"umount /sysroot{d}/damaged && losetup -D");
        }
    }
}
