using GuestCtl.Appliance.Tests.Partitions;
using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Devices;

public sealed class ZeroTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Clean();

    [Theory]
    [InlineData("gpt")]
    [InlineData("mbr")]
    public void Zeros_at_the_start_take_the_table_and_its_partitions_away(string type)
    {
        _guest.PartDisk("/dev/sda", type);
        fixture.Shell("printf x | dd of=/dev/sda bs=1 seek=131071 conv=notrunc,fsync 2>/dev/null; printf kept | dd of=/dev/sda bs=1 seek=131072 conv=notrunc,fsync 2>/dev/null");
        _guest.Zero("/dev/sda");
        Assert.Empty(_guest.ListPartitions());
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetParttype("/dev/sda")).Errno);
        Assert.Equal("kept", fixture.Shell("dd if=/dev/sda bs=1 skip=131072 count=4 2>/dev/null"));
        Assert.Equal("0\n", fixture.Shell("head -c 131072 /dev/sda | tr -d '\\0' | wc -c"));
        fixture.Shell("printf '\\0\\0\\0\\0' | dd of=/dev/sda bs=1 seek=131072 conv=notrunc,fsync 2>/dev/null");
    }

    [Fact]
    public void A_file_system_is_gone_after_zeros_at_its_start()
    {
        fixture.Shell("mkfs.ext2 -q /dev/sda");
        _guest.Zero("/dev/sda");
        Assert.Equal("", _guest.VfsType("/dev/sda"));
    }

    [Fact]
    public void A_device_is_zero_after_zeros_everywhere_and_only_then()
    {
        fixture.Shell("dd if=/dev/urandom of=/dev/sda bs=1M conv=fsync 2>/dev/null || true");
        Assert.False(_guest.IsZeroDevice("/dev/sda"));
        _guest.ZeroDevice("/dev/sda");
        Assert.True(_guest.IsZeroDevice("/dev/sda"));
        Assert.Equal("0\n", fixture.Shell("tr -d '\\0' < /dev/sda | wc -c"));
        foreach (var place in new[] { "0", "5242883", "67108863" })
        {
            fixture.Shell($"printf x | dd of=/dev/sda bs=1 seek={place} conv=notrunc,fsync 2>/dev/null");
            Assert.False(_guest.IsZeroDevice("/dev/sda"));
            _guest.ZeroDevice("/dev/sda");
            Assert.True(_guest.IsZeroDevice("/dev/sda"));
        }
    }

    [Fact]
    public void A_small_device_and_a_partition_are_made_zero_to_their_ends()
    {
        fixture.Shell("dd if=/dev/urandom of=/dev/sdc bs=1k count=100 conv=fsync 2>/dev/null");
        _guest.Zero("/dev/sdc");
        Assert.True(_guest.IsZeroDevice("/dev/sdc"));

        _guest.PartInit("/dev/sdb", "mbr");
        _guest.PartAdd("/dev/sdb", "p", 63, 1001);
        fixture.Shell("cp /dev/sdb /tmp/before; dd if=/dev/urandom of=/dev/sdb1 bs=939b count=1 conv=fsync 2>/dev/null");
        Assert.False(_guest.IsZeroDevice("/dev/sdb1"));
        _guest.ZeroDevice("/dev/sdb1");
        Assert.True(_guest.IsZeroDevice("/dev/sdb1"));
        Assert.Equal("", fixture.Shell("cmp /dev/sdb /tmp/before; rm /tmp/before"));
    }

    [Fact]
    public void A_file_is_zero_if_it_has_nothing_else()
    {
        fixture.Shell("mkfs.ext4 -q /dev/sda");
        _guest.Mount("/dev/sda", "/");
        _guest.Touch("/empty");
        _guest.TruncateSize("/empty", 0);
        _guest.Fill(0, 3 << 20, "/zeros");
        _guest.Touch("/sparse");
        _guest.TruncateSize("/sparse", 20 << 20);
        _guest.LnS("sparse", "/link");
        Assert.All(["/empty", "/zeros", "/sparse", "/link"], path => Assert.True(_guest.IsZero(path)));

        _guest.Write("/last", new byte[] { 0, 0, 1 });
        _guest.Pwrite("/sparse", new byte[] { 7 }, (20 << 20) - 1);
        Assert.All(["/last", "/sparse", "/link"], path => Assert.False(_guest.IsZero(path)));

        Assert.Equal(("is_zero: /none: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.IsZero("/none")));
        Assert.Equal(Errno.EISDIR, Failures.Of(() => _guest.IsZero("/lost+found")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.IsZero("zeros")).Errno);
    }

    [Fact]
    public void What_is_no_device_or_read_only_is_refused()
    {
        Assert.Equal(("zero: /dev/sdz: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.Zero("/dev/sdz")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.ZeroDevice("/dev/sdz")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.IsZeroDevice("/dev/sdz")).Errno);
        Assert.Equal(Errno.ENOTBLK, Failures.Of(() => _guest.ZeroDevice("/dev/null")).Errno);
        fixture.Shell("printf x | dd of=/dev/sdb conv=fsync 2>/dev/null");
        _guest.BlockdevSetro("/dev/sdb");
        Assert.NotEqual(0, Failures.Of(() => _guest.Zero("/dev/sdb")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.ZeroDevice("/dev/sdb")).Errno);
        Assert.False(_guest.IsZeroDevice("/dev/sdb"));
    }
}
