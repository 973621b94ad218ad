using GuestCtl.Daemon.Devices;

namespace GuestCtl.Daemon.Tests.Devices;

public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("/dev/hda", "/dev/sda")]
    [InlineData("/dev/vdb12", "/dev/sdb12")]
    [InlineData("/dev/xvdaa1", "/dev/sdaa1")]
    [InlineData("/dev/vda/x", "/dev/vda/x")]
    [InlineData("/dev/vd", "/dev/vd")]
    [InlineData("/dev/vd1", "/dev/vd1")]
    [InlineData("/dev/hdA", "/dev/hdA")]
    [InlineData("/dev/sda", "/dev/sda")]
    public void Names_that_guests_have_are_translated(string name, string expected) => Assert.Equal(expected, DeviceName.Translate(name));

    [Theory]
    [InlineData("")]
    [InlineData("/dev/")]
    [InlineData("/devil/sda")]
    [InlineData("sda")]
    [InlineData("/dev/../etc/shadow")]
    [InlineData("/dev/./sda")]
    [InlineData("/dev//sda")]
    [InlineData("/dev/sda/")]
    [InlineData("/dev/sda\0x")]
    [InlineData("/dev/sd\u00ff\0")]
    public void What_is_no_name_is_refused(string name)
        => Assert.Equal(Errno.EINVAL, Assert.Throws<OperationFailedException>(() => DeviceName.Parse(System.Text.Encoding.UTF8.GetBytes(name))).Errno);

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
        => Assert.Throws<OperationFailedException>(() => DeviceName.Parse([.. "/dev/sd"u8, 0xff]));

    [Theory]
    [InlineData(0, "a")]
    [InlineData(25, "z")]
    [InlineData(26, "aa")]
    [InlineData(701, "zz")]
    [InlineData(702, "aaa")]
    public void Letters_and_indexes_are_each_other_s_reverse(int index, string letters)
    {
        Assert.Equal(letters, DeviceName.Letters(index));
        Assert.Equal(index, DeviceName.IndexOf("/dev/sd" + letters));
    }

    [Theory]
    [InlineData("/dev/sd")]
    [InlineData("/dev/sdA")]
    [InlineData("/dev/sda1")]
    [InlineData("/dev/sdaaaaa")]
    [InlineData("/dev/sdzzzzzzzzzzzzzzzzzzzzz")]
    public void Other_names_have_no_index(string name) => Assert.Equal(-1, DeviceName.IndexOf(name));

    [Fact]
    public void Names_are_sorted_as_people_count()
        => Assert.Equal(
            ["sda", "sda1", "sda2", "sda10", "sdb", "sdz", "sdaa", "sdaa1"],
            new[] { "sdaa1", "sdb", "sda10", "sdaa", "sda", "sda2", "sdz", "sda1" }.Order(DeviceName.Order));

    [Fact]
    public void A_number_that_is_too_long_is_none() => Assert.Equal(("sda", -1), DeviceName.Split("sda99999999999999999999"));
}
