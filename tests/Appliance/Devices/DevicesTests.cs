using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Devices;

[Collection(StorageCollection.Name)]
public sealed class DevicesTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void The_drives_are_listed_in_order_without_the_appliance_s_own()
    {
        Assert.Equal("abcdefgh".Select(letter => $"/dev/sd{letter}"), _guest.ListDevices());
        Assert.Equal(8, _guest.NrDevices());
        Assert.Contains("vda", fixture.Shell("ls /sys/block"));
    }

    [Fact]
    public void The_partitions_are_listed_in_order()
        => Assert.Equal(["/dev/sda1", "/dev/sda2", "/dev/sdc1", "/dev/sdc2", "/dev/sdc5", "/dev/sdc6"], _guest.ListPartitions());

    // What libguestfs 1.48 answers.
    [Theory]
    [InlineData("/dev/vda", "/dev/sda")]
    [InlineData("/dev/hda1", "/dev/sda1")]
    [InlineData("/dev/xvdb", "/dev/sdb")]
    [InlineData("/dev/sdz", "/dev/sdz")]
    [InlineData("/dev/ram0", "/dev/ram0")]
    [InlineData("/etc", "/etc")]
    [InlineData("/dev/mapper/vg--one-lv--a", "/dev/vg-one/lv-a")]
    [InlineData("/dev/mapper/no-such", "/dev/mapper/no-such")]
    public void A_name_has_a_canonical_form(string name, string canonical) => Assert.Equal(canonical, _guest.CanonicalDeviceName(name));

    [Theory]
    [InlineData("/dev/sda", 0)]
    [InlineData("/dev/vda", 0)]
    [InlineData("/dev/sdz", 25)]
    [InlineData("/dev/sdzz", 701)]
    [InlineData("/dev/sdaaa", 702)]
    public void A_name_has_an_index(string name, int index) => Assert.Equal(index, _guest.DeviceIndex(name));

    [Theory]
    [InlineData("/dev/sda1")]
    [InlineData("/dev/mapper/a-b")]
    [InlineData("sda")]
    [InlineData("/dev/sdA")]
    public void A_name_that_no_drive_has_has_no_index(string name)
        => Assert.Equal(($"device_index: {name}: no drive can have this name", Errno.ENODEV), Failures.Of(() => _guest.DeviceIndex(name)));

    [Fact]
    public void An_index_has_a_name_when_the_drive_is_there()
    {
        Assert.Equal("/dev/sda", _guest.DeviceName(0));
        Assert.Equal("/dev/sdh", _guest.DeviceName(7));
        Assert.Equal(("device_name: there is no drive with the index 8", Errno.EINVAL), Failures.Of(() => _guest.DeviceName(8)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.DeviceName(-1)).Errno);
    }

    [Fact]
    public void Only_drives_are_whole_devices()
    {
        Assert.True(_guest.IsWholeDevice("/dev/sda"));
        Assert.True(_guest.IsWholeDevice("/dev/disk/guestfs/first"));
        Assert.False(_guest.IsWholeDevice("/dev/sda1"));
        Assert.False(_guest.IsWholeDevice("/dev/vg-one/lv-a"));
        Assert.Equal(("is_whole_device: /dev/nope: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.IsWholeDevice("/dev/nope")));
    }

    [Fact]
    public void Labels_name_a_drive_and_its_partitions()
    {
        Assert.Equal(
            [("first", "/dev/sda"), ("first1", "/dev/sda1"), ("first2", "/dev/sda2")], _guest.ListDiskLabels().Select(entry => (entry.Key, entry.Value)));
        Assert.Equal("/dev/sda\n", fixture.Shell("readlink /dev/disk/guestfs/first"));
        Assert.Equal(104857600, _guest.BlockdevGetsize64("/dev/disk/guestfs/first"));
        Assert.Equal(52428800, _guest.BlockdevGetsize64("/dev/disk/guestfs/first1"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BlockdevGetsize64("/dev/disk/guestfs/second")).Errno);
    }

    [Fact]
    public void The_label_of_a_drive_goes_with_it()
    {
        _guest.AddDriveScratch(1 << 20, label: "later");
        Assert.Equal("/dev/sdi", _guest.ListDiskLabels()["later"]);
        _guest.RemoveDrive("later");
        Assert.False(_guest.ListDiskLabels().ContainsKey("later"));
        Assert.DoesNotContain("later", fixture.Shell("ls /dev/disk/guestfs"));
    }
}
