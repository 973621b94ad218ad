using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class SquashfsTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private readonly string _file = Path.Combine(fixture.HostDirectory, "image.squashfs");

    [Fact]
    public void A_directory_becomes_an_image()
    {
        var guest = Tree();
        guest.Mksquashfs("/d", _file);
        Assert.Equal("-e a.txt b.bin sub sub/c.txt", List());
        Assert.Equal(1, File.ReadAllBytes(_file)[20]);
        guest.Mksquashfs("/link/", _file, compress: "xz", excludes: ["*.txt"]);
        Assert.Equal("-e b.bin sub sub/c.txt", List());
        Assert.Equal(4, File.ReadAllBytes(_file)[20]);
        guest.Mksquashfs("/d", _file, excludes: ["... *.txt", "-e"]);
        Assert.Equal("b.bin sub", List());
        Assert.Empty(fixture.Shell("ls /tmp"));
    }

    [Fact]
    public void A_file_becomes_an_image_with_it()
    {
        var guest = Tree();
        guest.Mksquashfs("/d/-e", _file);
        Assert.Equal("-e", List());
        guest.Mksquashfs("/d/a.txt", _file, compress: "zstd");
        Assert.Equal("a.txt", List());
        guest.Mksquashfs("/link", _file);
        Assert.Equal("link", List());
    }

    [Fact]
    public void What_cannot_be_packed_is_refused()
    {
        var guest = Tree();
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Mksquashfs("/none", _file)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.Mksquashfs("d", _file)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.Mksquashfs("/d", _file, compress: "best")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.Mksquashfs("/d", _file, excludes: ["a\nb"])).Errno);
    }

    private GuestFs Tree()
    {
        var guest = fixture.With("mkfs.ext2 -q -F /dev/sdb");
        guest.Mount("/dev/sdb", "/");
        fixture.Shell("cd /sysroot; mkdir -p d/sub; echo a > d/a.txt; echo b > d/b.bin; echo c > d/sub/c.txt; echo e > d/-e; ln -s d link");
        return guest;
    }

    // The kernel of the appliance reads it.
    private string List()
    {
        fixture.Guest.Upload(_file, "/image");
        var names = fixture.Shell("mkdir -p /run/s; mount -o loop,ro /sysroot/image /run/s; cd /run/s; find . -mindepth 1 | sort | sed 's|^./||'; cd /; umount /run/s");
        fixture.Guest.Rm("/image");
        return names.Trim().Replace('\n', ' ');
    }
}
