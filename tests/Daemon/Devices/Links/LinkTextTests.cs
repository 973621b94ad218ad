using System.Text;
using GuestCtl.Daemon.Devices.Links;

namespace GuestCtl.Daemon.Tests.Devices.Links;

public sealed class LinkTextTests
{
    [Theory]
    [InlineData("plain-1.2:3=4@5_6+7#", "plain-1.2:3=4@5_6+7#")]
    [InlineData("a b", "a\\x20b")]
    [InlineData("../x", "..\\x2fx")]
    [InlineData("a\\b", "a\\x5cb")]
    public void Characters_with_a_meaning_become_numbers(string value, string encoded) => Assert.Equal(encoded, LinkText.Encode(value));

    [Theory]
    [InlineData("host:0", "host:0")]
    [InlineData("../a b\n", ".._a_b_")]
    public void Or_underscores(string value, string replaced) => Assert.Equal(replaced, LinkText.Replace(value));

    [Fact]
    public void A_disk_is_named_by_the_identifier_that_its_maker_gave_it()
    {
        byte[] page = [0, 0x83, 0, 19, 0x61, 0x93, 0, 4, 0, 0, 0, 1, 2, 0, 0, 3, .. "hd0"u8, 1, 3, 0, 0];
        Assert.Equal("scsi-0QEMU_QEMU_HARDDISK_hd0", FactsReader.HardwareName(page, "QEMU    ", "QEMU HARDDISK   "));
        Assert.Null(FactsReader.HardwareName(page.AsSpan(0, 12), "QEMU", "QEMU HARDDISK"));
        Assert.Null(FactsReader.HardwareName([0, 0x83, 0, 4, 2, 0, 0, 200], "QEMU", "QEMU HARDDISK"));
    }

    [Theory]
    [InlineData("change@/devices/pci0000:00/block/sda/sda1\0ACTION=change\0SUBSYSTEM=block\0DEVNAME=sda1\0", "sda1")]
    [InlineData("add@/devices/virtual/block/dm-0\0ACTION=add\0SUBSYSTEM=block\0", "dm-0")]
    [InlineData("add@/module/x\0ACTION=add\0SUBSYSTEM=module\0", null)]
    [InlineData("\0SUBSYSTEM=block\0", null)]
    [InlineData("", null)]
    public void The_kernel_tells_which_device_has_changed(string message, string? name) => Assert.Equal(name, DeviceChanges.NameIn(Encoding.ASCII.GetBytes(message)));
}
