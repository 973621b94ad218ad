using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class SpaceTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private const string Mkext = "mkfs.ext4 -q -F -m 0 /dev/sda";

    [Theory]
    [InlineData(Mkext)]
    [InlineData("mkfs.vfat /dev/sda")]
    public void Free_space_becomes_zeros_and_stays_free(string mkfs)
    {
        var guest = fixture.With(mkfs);
        guest.Mount("/dev/sda", "/");
        guest.Write("/kept", "kept"u8.ToArray());
        var before = guest.Statvfs("/");
        fixture.Shell("yes SECRET | head -c 3000000 > /sysroot/secret; sync; rm /sysroot/secret; sync");
        Assert.NotEqual("0", Secrets());
        guest.ZeroFreeSpace("/");
        Assert.Equal(before.Bfree, guest.Statvfs("/").Bfree);
        Assert.DoesNotContain(guest.Ls("/"), name => name.StartsWith('.'));
        Assert.Equal("kept", guest.Cat("/kept"));
        guest.UmountAll();
        Assert.Equal("0", Secrets());
    }

    [Fact]
    public void Space_is_filled_in_writable_directories_only()
    {
        var guest = fixture.With(Mkext);
        guest.MountRo("/dev/sda", "/");
        Assert.Equal(Errno.EROFS, Failures.Of(() => guest.ZeroFreeSpace("/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.ZeroFreeSpace("/none")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.ZeroFreeSpace("x")).Errno);
    }

    [Fact]
    public void Blocks_that_are_not_used_become_zeros()
    {
        var guest = fixture.With(Mkext);
        guest.Mount("/dev/sda", "/");
        fixture.Shell("yes SECRET | head -c 3000000 > /sysroot/secret; sync; rm /sysroot/secret");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.Zerofree("/dev/sda")).Errno);
        guest.UmountAll();
        guest.Zerofree("/dev/sda");
        Assert.Equal("0", Secrets());
        fixture.Shell("wipefs -q -a -f /dev/sdb");
        Assert.NotEqual(0, Failures.Of(() => guest.Zerofree("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Zerofree("/dev/sdq")).Errno);
    }

    [Fact]
    public void Free_space_is_given_back_where_that_can_be()
    {
        var guest = fixture.With(Mkext);
        guest.Mount("/dev/sda", "/");
        guest.Mkdir("/d");
        guest.Fstrim("/");
        guest.Fstrim("/d", offset: 0, length: 16 << 20, minimumfreeextent: 4096);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.Fstrim("/", offset: -1)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Fstrim("/none")).Errno);
        guest.Touch("/f");
        Assert.Equal(Errno.ENOTDIR, Failures.Of(() => guest.Fstrim("/f")).Errno);
        fixture.With("mkfs.minix /dev/sdb");
        guest.Mount("/dev/sdb", "/");
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => guest.Fstrim("/")).Errno);
    }

    [Fact]
    public void Signatures_are_erased()
    {
        var guest = fixture.With($"{Mkext}; printf 'label: gpt\\nsize=8M\\n' | sfdisk -q --wipe always /dev/sdb");
        guest.Mount("/dev/sda", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.Wipefs("/dev/sda")).Errno);
        guest.UmountAll();
        guest.Wipefs("/dev/sda");
        Assert.Equal("", guest.VfsType("/dev/sda"));
        Assert.Contains("/dev/sdb1", guest.ListPartitions());
        guest.Wipefs("/dev/sdb");
        Assert.Empty(guest.ListPartitions());
        guest.Wipefs("/dev/sdb");
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Wipefs("/dev/sdq")).Errno);
    }

    [Fact]
    public void An_f2fs_fills_its_device()
    {
        var guest = fixture.With("mkfs.f2fs -q -f /dev/sdc 204800");
        guest.F2fsExpand("/dev/sdc");
        guest.Mount("/dev/sdc", "/");
        Assert.True(guest.Statvfs("/").Blocks * guest.Statvfs("/").Frsize > 300 << 20);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.F2fsExpand("/dev/sdc")).Errno);
        Assert.NotEqual(0, Failures.Of(() => guest.F2fsExpand("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.F2fsExpand("/dev/sdq")).Errno);
    }

    [Fact]
    public void A_file_system_has_a_least_size()
    {
        var guest = fixture.With($"{Mkext}; mkntfs -Q -F /dev/sdb; mkfs.xfs -q -f /dev/sdc");
        Assert.Equal(
            long.Parse(fixture.Shell("resize2fs -P -f /dev/sda 2>/dev/null | sed 's/.*: //'")) * 1024,
            guest.VfsMinimumSize("/dev/sda"));
        Assert.InRange(guest.VfsMinimumSize("/dev/sdb"), 1 << 20, 32 << 20);
        Assert.Equal(400L << 20, guest.VfsMinimumSize("/dev/sdc"));
        fixture.With("mkfs.btrfs -q -f /dev/sdc; mkfs.vfat /dev/sda; wipefs -q -a -f /dev/sdb");
        Assert.InRange(guest.VfsMinimumSize("/dev/sdc"), 1 << 20, 400 << 20);
        Assert.InRange(guest.VfsMinimumSize("btrfsvol:/dev/sdc/x"), 1 << 20, 400 << 20);
        Assert.Equal(("vfs_minimum_size: /dev/sda: it is vfat, and of that how small it can get is not known", Errno.EOPNOTSUPP), Failures.Of(() => guest.VfsMinimumSize("/dev/sda")));
        Assert.Equal(("vfs_minimum_size: /dev/sdb: no file system is recognised on it", Errno.EOPNOTSUPP), Failures.Of(() => guest.VfsMinimumSize("/dev/sdb")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.VfsMinimumSize("/dev/sdq")).Errno);
    }

    private string Secrets() => fixture.Shell("grep -a -c SECRET /dev/sda || true").Trim();
}
