using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Btrfs;

public sealed class BtrfsDeviceTests(BtrfsFixture fixture) : IClassFixture<BtrfsFixture>
{
    private readonly GuestFs _guest = fixture.Fresh();

    [Fact]
    public void A_file_system_is_on_several_devices()
    {
        _guest.MkfsBtrfs(["/dev/sdb", "/dev/sdc"], datatype: "raid1", metadata: "raid1", label: "-two", nodesize: 16384, sectorsize: 4096, bytecount: 200 << 20, allocstart: 0);
        Assert.Equal("-two", _guest.VfsLabel("/dev/sdc"));
        Assert.Equal(["/dev/sdb", "/dev/sdc"], _guest.BtrfsFilesystemShow("/dev/sdc").Order());
        _guest.UmountAll();
        _guest.Mount("/dev/sdc", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.MkfsBtrfs(["/dev/sda", "/dev/sdb"])).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MkfsBtrfs([])).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MkfsBtrfs(["/dev/sda"], datatype: "raid9")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MkfsBtrfs(["/dev/sda"], nodesize: -1)).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.MkfsBtrfs(["/dev/sda"], nodesize: 1000)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MkfsBtrfs(["/dev/sda"], label: "\udcff")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MkfsBtrfs(["/dev/sdq"])).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsFilesystemShow("/dev/sdq")).Errno);
    }

    [Fact]
    public void Devices_come_go_and_replace_each_other()
    {
        _guest.Write("/f", "kept"u8.ToArray());
        _guest.BtrfsDeviceAdd([], "/");
        _guest.BtrfsDeviceAdd(["/dev/sdb"], "/");
        Assert.Equal(["/dev/sda", "/dev/sdb"], _guest.BtrfsFilesystemShow("/dev/sda").Order());
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.BtrfsDeviceAdd(["/dev/sdb"], "/")).Errno);
        _guest.BtrfsFilesystemBalance("/");
        _guest.BtrfsDeviceDelete(["/dev/sdb"], "/");
        _guest.BtrfsDeviceDelete([], "/");
        _guest.BtrfsReplace("/dev/sda", "/dev/sdc", "/");
        Assert.Equal(["/dev/sdc"], _guest.BtrfsFilesystemShow("/dev/sdc"));
        Assert.Equal("kept", _guest.Cat("/f"));
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsDeviceDelete(["/dev/sdc"], "/")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.BtrfsReplace("/dev/sdb", "/dev/sdc", "/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsReplace("/dev/sdq", "/dev/sdb", "/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsDeviceAdd(["/dev/sdq"], "/")).Errno);
    }

    [Fact]
    public void A_missing_device_is_told()
    {
        _guest.UmountAll();
        _guest.MkfsBtrfs(["/dev/sdb", "/dev/sdc"]);
        _guest.Wipefs("/dev/sdc");
        fixture.Shell("btrfs device scan --forget");
        Assert.Equal(Errno.ENODEV, Failures.Of(() => _guest.BtrfsFilesystemShow("/dev/sdb")).Errno);
    }

    [Fact]
    public void It_gets_smaller_and_larger_while_it_is_mounted()
    {
        _guest.BtrfsFilesystemResize("/", size: 300 << 20);
        Assert.Equal(300L << 20, Size());
        _guest.BtrfsFilesystemResize("/");
        Assert.Equal(512L << 20, Size());
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsFilesystemResize("/", size: 1L << 40)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsFilesystemResize("/", size: -5)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsFilesystemResize("/none")).Errno);
    }

    [Fact]
    public void Balancing_and_scrubbing_end_and_can_be_asked_about()
    {
        _guest.Fill(120, 1 << 20, "/f");
        _guest.BtrfsFilesystemSync("/");
        _guest.BtrfsFilesystemBalance("/");
        Assert.Equal("none", _guest.BtrfsBalanceStatus("/").Status);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsBalancePause("/")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsBalanceCancel("/")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsBalanceResume("/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsFilesystemBalance("/none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsBalanceStatus("/none")).Errno);
        _guest.BtrfsScrubFull("/");
        _guest.BtrfsScrubFull("/", @readonly: true);
        _guest.BtrfsScrubStart("/");
        var status = _guest.BtrfsScrubStatus("/");
        Assert.True(status.DataBytesScrubbed >= 1 << 20);
        Assert.Equal(0UL, status.CsumErrors);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsScrubCancel("/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsScrubStart("/none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsScrubResume("/none")).Errno);
    }

    [Fact]
    public void Damage_is_found_by_a_scrub()
    {
        _guest.UmountAll();
        _guest.MkfsBtrfs(["/dev/sda"], metadata: "single");
        _guest.Mount("/dev/sda", "/");
        _guest.Fill(120, 4 << 20, "/f");
        _guest.UmountAll();
        fixture.Shell("at=$(grep -a -o -b xxxxxxxxxxxxxxxx /dev/sda | head -1 | cut -d: -f1); printf damage | dd of=/dev/sda bs=1 seek=$at conv=notrunc 2>/dev/null; sync");
        _guest.Mount("/dev/sda", "/");
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsScrubFull("/")).Errno);
    }

    [Fact]
    public void Files_are_defragmented()
    {
        _guest.Mkdir("/d");
        _guest.Fill(120, 1 << 20, "/d/f");
        _guest.Fill(120, 1 << 20, "/g");

        // What is not on the drive yet is left alone.
        _guest.BtrfsFilesystemSync("/");
        _guest.BtrfsFilesystemDefragment("/d/f");
        _guest.BtrfsFilesystemDefragment("/g", flush: true, compress: "zstd");
        _guest.BtrfsFilesystemDefragment("/d", flush: true, compress: "zlib");
        _guest.BtrfsFilesystemSync("/");
        Assert.Contains("encoded", fixture.Shell("filefrag -v /sysroot/g"));
        Assert.Contains("encoded", fixture.Shell("filefrag -v /sysroot/d/f"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsFilesystemDefragment("/d", compress: "best")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsFilesystemDefragment("/none")).Errno);
    }

    [Fact]
    public void What_is_not_mounted_is_tuned_checked_and_repaired()
    {
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.BtrfstuneSeeding("/dev/sda", true)).Errno);
#pragma warning disable CS0618
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.BtrfsFsck("/dev/sda")).Errno);
        _guest.UmountAll();
        _guest.BtrfsFsck("/dev/sda");
        _guest.BtrfsFsck("/dev/sda", superblock: 1, repair: true);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsFsck("/dev/sdb", superblock: 7)).Errno);
#pragma warning restore CS0618
        _guest.BtrfstuneEnableExtendedInodeRefs("/dev/sda");
        _guest.BtrfstuneEnableSkinnyMetadataExtentRefs("/dev/sda");
        fixture.Shell("dd if=/dev/zero of=/dev/sda bs=4096 seek=16 count=1 conv=notrunc 2>/dev/null; sync");
        _guest.BtrfsRescueSuperRecover("/dev/sda");
        Assert.Equal("btrfs", _guest.VfsType("/dev/sda"));
        _guest.BtrfsRescueSuperRecover("/dev/sda");
        _guest.BtrfsRescueChunkRecover("/dev/sda");
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsRescueSuperRecover("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsRescueChunkRecover("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfstuneEnableExtendedInodeRefs("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfstuneEnableSkinnyMetadataExtentRefs("/dev/sdq")).Errno);
        _guest.BtrfsSetSeeding("/dev/sda", true);
        _guest.Mount("/dev/sda", "/");
        Assert.Equal(Errno.EROFS, Failures.Of(() => _guest.Touch("/x")).Errno);
        _guest.UmountAll();
        _guest.BtrfstuneSeeding("/dev/sda", false);
        _guest.Mount("/dev/sda", "/");
        _guest.Touch("/x");
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSetSeeding("/dev/sdq", true)).Errno);
    }

    [Fact]
    public void An_image_holds_the_metadata()
    {
        _guest.MkfsBtrfs(["/dev/sdb"], label: "IMAGED");
        _guest.BtrfsImage(["/dev/sdb"], "/image", compresslevel: 9);
        Assert.True(_guest.Filesize("/image") > 1000);
        fixture.Shell("btrfs-image -r /sysroot/image /dev/sdc");
        Assert.Equal("IMAGED", _guest.VfsLabel("/dev/sdc"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsImage([], "/image")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsImage(["/dev/sdb"], "/image", compresslevel: -1)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsImage(["/dev/sdq"], "/image")).Errno);
        Assert.Equal(Errno.EISDIR, Failures.Of(() => _guest.BtrfsImage(["/dev/sdb"], "/")).Errno);
    }

    private long Size() => long.Parse(fixture.Shell("btrfs filesystem show --raw /dev/sda | sed -n 's/.*size \\([0-9]*\\) .*/\\1/p'"));
}
