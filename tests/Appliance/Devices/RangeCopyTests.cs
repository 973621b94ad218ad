using System.Text;
using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Devices;

public sealed class RangeCopyTests(DataDrivesFixture fixture) : IClassFixture<DataDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Guest;

    [Theory]
    [InlineData(0, 0, 8388608)]
    [InlineData(1, 0, 5000000)]
    [InlineData(0, 1, 5000000)]
    [InlineData(12345, 12345, 7000001)]
    [InlineData(4096, 8191, 1234567)]
    [InlineData(511, 8388607, 1)]
    [InlineData(0, 100, 0)]
    public void A_part_of_a_device_is_copied_to_a_place_in_another(long from, long to, long size)
    {
        Randomize();
        fixture.Shell("cp /dev/sdb /tmp/expected");
        fixture.Shell($"dd if=/dev/sda of=/tmp/expected iflag=skip_bytes,count_bytes oflag=seek_bytes skip={from} seek={to} count={size} bs=1M conv=notrunc 2>/dev/null");
        _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", srcOffset: from, destOffset: to, size: size);
        Assert.Equal("", fixture.Shell("cmp /dev/sdb /tmp/expected; rm /tmp/expected"));
    }

    [Theory]
    [InlineData(0, 0, 9000000)]
    [InlineData(3, 0, 4194304)]
    [InlineData(0, 5, 70000)]
    public void A_device_goes_into_a_file_and_back(long from, long to, long size)
    {
        Randomize();
        _guest.CopyDeviceToFile("/dev/sda", "/part", srcOffset: from, destOffset: to, size: size);
        Assert.Equal(to + size, _guest.Filesize("/part"));
        Assert.Equal("", fixture.Shell($"cmp -i {from}:{to} -n {size} /dev/sda /sysroot/part"));
        fixture.Shell("dd if=/dev/zero of=/dev/sda bs=1M conv=fsync 2>/dev/null || true");
        _guest.CopyFileToDevice("/part", "/dev/sda", srcOffset: to, destOffset: from);
        Assert.Equal("", fixture.Shell($"cmp -i {from}:{to} -n {size} /dev/sda /sysroot/part"));
        _guest.Rm("/part");
    }

    [Fact]
    public void A_file_is_written_anew_appended_to_or_keeps_what_it_has()
    {
        _guest.Write("/digits", "0123456789"u8.ToArray());
        _guest.Write("/letters", "abcdefghij"u8.ToArray());
        _guest.CopyFileToFile("/digits", "/letters", srcOffset: 2, destOffset: 4, size: 3);
        Assert.Equal("\0\0\0\0" + "234", Text("/letters"));
        _guest.CopyFileToFile("/digits", "/letters", destOffset: 1, size: 2, append: true);
        Assert.Equal("\0\0\0\0" + "23401", Text("/letters"));
        _guest.CopyFileToFile("/digits", "/digits", destOffset: 6, size: 3);
        Assert.Equal("0123450129", Text("/digits"));
        _guest.CopyFileToFile("/digits", "/digits", append: true);
        Assert.Equal("01234501290123450129", Text("/digits"));
        _guest.LnS("new", "/link");
        _guest.CopyFileToFile("/digits", "/link", size: 1);
        Assert.Equal("0", Text("/new"));
    }

    [Fact]
    public void Zeros_are_left_out_of_a_sparse_copy_and_are_there_all_the_same()
    {
        fixture.Shell("dd if=/dev/zero of=/dev/sda bs=1M conv=fsync 2>/dev/null; printf x | dd of=/dev/sda bs=1 seek=9000000 conv=notrunc,fsync 2>/dev/null");
        _guest.CopyDeviceToFile("/dev/sda", "/sparse", sparse: true);
        Assert.Equal(16 << 20, _guest.Filesize("/sparse"));
        Assert.Equal("", fixture.Shell("cmp /dev/sda /sysroot/sparse"));
        Assert.InRange(_guest.Du("/sparse"), 1, 100);

        fixture.Shell("dd if=/dev/urandom of=/dev/sdb bs=1M count=1 conv=fsync 2>/dev/null");
        var before = fixture.Shell("head -c 1048576 /dev/sdb | md5sum");
        _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", size: 1 << 20, sparse: true);
        Assert.Equal(before, fixture.Shell("head -c 1048576 /dev/sdb | md5sum"));
        _guest.Rm("/sparse");
    }

    [Fact]
    public void What_is_too_short_or_does_not_fit_changes_nothing()
    {
        Randomize();
        _guest.Write("/ten", "0123456789"u8.ToArray());
        var sdb = fixture.Shell("md5sum < /dev/sdb");
        Assert.Equal(
            ("copy_file_to_device: /ten: is too short for 20 bytes from offset 0: it has 10", Errno.EINVAL), Failures.Of(() => _guest.CopyFileToDevice("/ten", "/dev/sdb", size: 20)));
        Assert.Equal(
            ("copy_device_to_device: /dev/sdb: 16777216 bytes do not fit at offset 0: it has 8388608 bytes", 28),
            Failures.Of(() => _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", destOffset: 8388609)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", srcOffset: 16777217)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", srcOffset: long.MaxValue, size: long.MaxValue)).Errno);
        Assert.Equal(("copy_file_to_device: srcoffset is -1, but must not be negative", Errno.EINVAL), Failures.Of(() => _guest.CopyFileToDevice("/ten", "/dev/sdb", srcOffset: -1)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyFileToDevice("/ten", "/dev/sdb", destOffset: -1)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyFileToDevice("/ten", "/dev/sdb", size: -1)).Errno);
        Assert.Equal(
            ("copy_file_to_device: /dev/sdb: nothing can be appended to a device", Errno.EINVAL), Failures.Of(() => _guest.CopyFileToDevice("/ten", "/dev/sdb", append: true)));
        _guest.CopyFileToDevice("/ten", "/dev/sdb", srcOffset: 11);
        Assert.Equal(sdb, fixture.Shell("md5sum < /dev/sdb"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyFileToFile("/ten", "/ten2", size: 11)).Errno);
        Assert.False(_guest.Exists("/ten2"));
    }

    [Fact]
    public void Names_that_are_nothing_are_refused()
    {
        Assert.Equal(("copy_device_to_device: /dev/sdz: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdz")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.CopyDeviceToDevice("/dev/sdz", "/dev/sda")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.CopyDeviceToFile("/dev/sda", "/none/x", size: 1)).Errno);
        Assert.Equal(Errno.EISDIR, Failures.Of(() => _guest.CopyDeviceToFile("/dev/sda", "/lost+found", size: 1)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.CopyFileToFile("/none", "/x")).Errno);
        Assert.Equal(Errno.EISDIR, Failures.Of(() => _guest.CopyFileToDevice("/lost+found", "/dev/sda")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopyFileToFile("relative", "/x")).Errno);
    }

    [Fact]
    public void A_copied_partition_table_is_seen_at_once()
    {
        fixture.Shell("printf 'label: dos\\nstart=2048,size=2048\\n' | sfdisk -q /dev/sda");
        _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", size: 8 << 20);
        Assert.Equal(["/dev/sda1", "/dev/sdb1"], _guest.ListPartitions());
        fixture.Shell("for d in a b; do wipefs -aq /dev/sd$d; blockdev --rereadpt /dev/sd$d; done");
    }

#pragma warning disable CS0618
    [Fact]
    public void The_old_functions_copy_devices_and_files_either_way()
    {
        Randomize();
        _guest.Write("/old", "0123456789"u8.ToArray());
        _guest.Write("/target", "a longer content than that"u8.ToArray());
        _guest.Dd("/old", "/target");
        Assert.Equal("0123456789", Text("/target"));
        _guest.Dd("/old", "/dev/sda");
        Assert.Equal("0123456789", Encoding.ASCII.GetString(_guest.PreadDevice("/dev/sda", 10, 0)));
        _guest.Dd("/dev/sdb", "/whole");
        Assert.Equal("", fixture.Shell("cmp /dev/sdb /sysroot/whole"));
        _guest.CopySize("/old", "/target", 4);
        Assert.Equal("0123", Text("/target"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopySize("/old", "/target", 40)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.CopySize("/old", "/target", -1)).Errno);
        Assert.Equal("0123", Text("/target"));
        _guest.CopySize("/old", "/target", 0);
        Assert.Equal("", Text("/target"));
        Assert.Equal(Errno.ENOSPC, Failures.Of(() => _guest.Dd("/dev/sda", "/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Dd("/dev/sdz", "/target")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.CopySize("/none", "/target", 1)).Errno);
        _guest.Rm("/whole");
    }
#pragma warning restore CS0618

    private void Randomize() => fixture.Shell("for d in a b; do dd if=/dev/urandom of=/dev/sd$d bs=1M conv=fsync 2>/dev/null; done; true");

    private string Text(string path) => Encoding.ASCII.GetString(_guest.ReadFile(path));
}
