using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Devices;

[Collection(StorageCollection.Name)]
public sealed class BlockdevTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void Sizes_are_what_blockdev_prints()
    {
        Assert.Equal(104857600, _guest.BlockdevGetsize64("/dev/sda"));
        Assert.Equal(204800, _guest.BlockdevGetsz("/dev/sda"));
        Assert.Equal(512, _guest.BlockdevGetss("/dev/sda"));
        Assert.Equal(int.Parse(fixture.Shell("blockdev --getbsz /dev/sda")), _guest.BlockdevGetbsz("/dev/sda"));
        Assert.Equal(20971520, _guest.BlockdevGetsize64("/dev/vg-one/lv-a"));
    }

    [Theory]
    [InlineData("/dev/sdz", ": No such file or directory", Errno.ENOENT)]
    [InlineData("/dev/null", ": not a block device", Errno.ENOTBLK)]
    [InlineData("/etc", ": a device name must start with /dev/", Errno.EINVAL)]
    public void What_is_no_device_has_no_properties(string device, string reason, int errno)
    {
        Assert.Equal(($"blockdev_getsize64: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevGetsize64(device)));
        Assert.Equal(($"blockdev_getsz: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevGetsz(device)));
        Assert.Equal(($"blockdev_getss: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevGetss(device)));
        Assert.Equal(($"blockdev_getbsz: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevGetbsz(device)));
        Assert.Equal(($"blockdev_getro: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevGetro(device)));
        Assert.Equal(($"blockdev_setro: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevSetro(device)));
        Assert.Equal(($"blockdev_setrw: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevSetrw(device)));
        Assert.Equal(($"blockdev_flushbufs: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevFlushbufs(device)));
        Assert.Equal(($"blockdev_rereadpt: {device}{reason}", errno), Failures.Of(() => _guest.BlockdevRereadpt(device)));
    }

    [Fact]
    public void A_device_can_be_made_read_only_and_writable()
    {
        Assert.False(_guest.BlockdevGetro("/dev/sdh"));
        _guest.BlockdevSetro("/dev/sdh");
        Assert.True(_guest.BlockdevGetro("/dev/sdh"));
        Assert.Contains("Operation not permitted", fixture.Shell("dd if=/dev/zero of=/dev/sdh count=1 conv=fsync 2>&1 || true"));
        _guest.BlockdevSetrw("/dev/sdh");
        Assert.False(_guest.BlockdevGetro("/dev/sdh"));
    }

    [Fact]
    public void Read_ahead_is_what_was_set()
    {
        _guest.BlockdevSetra("/dev/sdh", 128);
        Assert.Equal("128\n", fixture.Shell("blockdev --getra /dev/sdh"));
        Assert.Equal(("blockdev_setra: cannot read -128 sectors ahead: the number must be 0 or more", Errno.EINVAL), Failures.Of(() => _guest.BlockdevSetra("/dev/sdh", -128)));
    }

    [Fact]
    public void A_block_size_must_be_one_that_the_kernel_can_use()
    {
#pragma warning disable CS0618
        _guest.BlockdevSetbsz("/dev/sdh", 2048);
        Assert.Equal(("blockdev_setbsz: /dev/sdh: Invalid argument", Errno.EINVAL), Failures.Of(() => _guest.BlockdevSetbsz("/dev/sdh", 1000)));
#pragma warning restore CS0618
    }

    [Fact]
    public void Buffers_are_flushed() => _guest.BlockdevFlushbufs("/dev/sda");

    [Fact]
    public void A_changed_partition_table_is_read_again_unless_a_partition_is_in_use()
    {
        fixture.Shell("printf 'label: dos\\nsize=2048\\n' | sfdisk -q --no-reread --no-tell-kernel /dev/sdh");
        Assert.DoesNotContain("/dev/sdh1", _guest.ListPartitions());
        _guest.BlockdevRereadpt("/dev/sdh");
        Assert.Contains("/dev/sdh1", _guest.ListPartitions());
        fixture.Shell("dd if=/dev/zero of=/dev/sdh count=1 conv=fsync 2>/dev/null");
        _guest.BlockdevRereadpt("/dev/sdh");
        Assert.DoesNotContain("/dev/sdh1", _guest.ListPartitions());

        _guest.Mount("/dev/sda1", "/");
        Assert.Equal(("blockdev_rereadpt: /dev/sda: Device or resource busy", Errno.EBUSY), Failures.Of(() => _guest.BlockdevRereadpt("/dev/sda")));
    }
}
