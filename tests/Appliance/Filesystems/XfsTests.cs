using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class XfsTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private const string Mkxfs = "mkfs.xfs -q -f -d size=320m /dev/sdc";

    [Fact]
    public void The_geometry_is_told_of_a_device_a_mount_and_an_image()
    {
        var guest = fixture.With(Mkxfs);
        var values = guest.XfsInfo2("/dev/sdc");
        Assert.Equal("/dev/sdc", values["meta-data"]);
        Assert.Equal("4096", values["data.bsize"]);
        Assert.Equal("81920", values["data.blocks"]);
        Assert.Equal("version 2", values["naming"]);
        Assert.Equal("none", values["realtime"]);
#pragma warning disable CS0618
        var info = guest.XfsInfo("/dev/sdc");
        Assert.Equal((4096U, 81920UL, 4U, 512U), (info.Blocksize, info.Datablocks, info.Agcount, info.Inodesize));
        Assert.Equal(("/dev/sdc", "internal", "none"), (info.Mntpoint, info.Logname, info.Rtname));
        Assert.Equal((2U, 0U, 2U, 1U), (info.Dirversion, info.Cimode, info.Logversion, info.Lazycount));
        guest.Mount("/dev/sdc", "/");
        Assert.Equal(info.Datablocks, guest.XfsInfo("/").Datablocks);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.XfsInfo("/none")).Errno);
        Assert.NotEqual(0, Failures.Of(() => guest.XfsInfo("/dev/sda")).Errno);
#pragma warning restore CS0618
        fixture.Shell("cd /sysroot; truncate -s 300m image; mkfs.xfs -q image");
        Assert.Equal("76800", guest.XfsInfo2("/image")["data.blocks"]);
        Assert.Equal("/image", guest.XfsInfo2("/image")["meta-data"]);
        Assert.Equal(0, guest.XfsRepair("/image"));
        Assert.Equal(0, guest.XfsRepair("/image", nomodify: true));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.XfsRepair("/none")).Errno);
    }

    [Fact]
    public void It_grows_while_it_is_mounted()
    {
        var guest = fixture.With(Mkxfs);
        guest.Mount("/dev/sdc", "/");
        guest.XfsGrowfs("/", datasize: 90000);
        Assert.Equal("90000", guest.XfsInfo2("/")["data.blocks"]);
        guest.XfsGrowfs("/", datasec: true, maxpct: 10);
        Assert.Equal("102400", guest.XfsInfo2("/")["data.blocks"]);
        Assert.Equal("10", guest.XfsInfo2("/")["data.imaxpct"]);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.XfsGrowfs("/", datasize: -1)).Errno);
        Assert.NotEqual(0, Failures.Of(() => guest.XfsGrowfs("/", datasize: 1L << 40)).Errno);
        Assert.NotEqual(0, Failures.Of(() => guest.XfsGrowfs("/", rtsec: true, rtsize: 100, rtextsize: 4)).Errno);
        Assert.NotEqual(0, Failures.Of(() => guest.XfsGrowfs("/", logsec: true, logsize: 100)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.XfsGrowfs("/none")).Errno);
    }

    [Fact]
    public void Its_label_and_uuid_are_changed_by_xfs_admin()
    {
        const string uuid = "12345678-1234-4321-8765-1234567890ab";
        var guest = fixture.With(Mkxfs);
        guest.XfsAdmin("/dev/sdc", label: "a;b$(c)&d", uuid: uuid);
        Assert.Equal(("a;b$(c)&d", uuid), (guest.VfsLabel("/dev/sdc"), guest.VfsUuid("/dev/sdc")));
        guest.XfsAdmin("/dev/sdc", label: "--", uuid: "generate");
        Assert.Equal("", guest.VfsLabel("/dev/sdc"));
        Assert.NotEqual(uuid, guest.VfsUuid("/dev/sdc"));
        guest.XfsAdmin("/dev/sdc", label: "-x");
        Assert.Equal("-x", guest.VfsLabel("/dev/sdc"));
        foreach (var label in (string[])["thirteen-byte", "a b", "a'b", "a\"b", "a\\b", "a\nb", "\udcff"])
        {
            Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.XfsAdmin("/dev/sdc", label: label)).Errno);
        }

        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.XfsAdmin("/dev/sdc", uuid: "'; reboot")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.XfsAdmin("/dev/sdq", label: "x")).Errno);
        guest.Mount("/dev/sdc", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.XfsAdmin("/dev/sdc", label: "x")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.XfsRepair("/dev/sdc")).Errno);
    }

    [Fact]
    public void Damage_is_seen_and_repaired()
    {
        var guest = fixture.With(Mkxfs);
        Assert.Equal(0, guest.XfsRepair("/dev/sdc", nomodify: true));
        fixture.Shell("xfs_db -x -c 'sb 0' -c 'write icount 12345' /dev/sdc");
        Assert.Equal(1, guest.XfsRepair("/dev/sdc", nomodify: true, noprefetch: true, maxmem: 200, ihashsize: 100, bhashsize: 100, agstride: 2));
        Assert.Equal(0, guest.XfsRepair("/dev/sdc", forcelogzero: true));
        Assert.Equal(0, guest.XfsRepair("/dev/sdc", nomodify: true));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.XfsRepair("/dev/sdc", maxmem: -1)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.XfsRepair("/dev/sdc", logdev: "/dev/sdq")).Errno);
    }
}
