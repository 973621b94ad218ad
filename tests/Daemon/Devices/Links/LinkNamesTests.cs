using GuestCtl.Daemon.Devices.Links;

namespace GuestCtl.Daemon.Tests.Devices.Links;

public sealed class LinkNamesTests
{
    [Fact]
    public void A_partition_has_the_names_of_its_content_its_entry_and_its_disk()
    {
        var device = new DeviceFacts("sda2")
        {
            Number = "8:2",
            Partition = 2,
            Hardware = "scsi-0QEMU_QEMU_HARDDISK_hd0",
            Place = "pci-0000:00:02.0-scsi-0:0:0:0",
            Content = Content("filesystem", ("UUID", "1-2"), ("LABEL", "a\\x20b"), ("PART_ENTRY_SCHEME", "gpt"), ("PART_ENTRY_UUID", "3-4"), ("PART_ENTRY_NAME", "root")),
        };
        Assert.Equal(
            ["block/8:2", "disk/by-path/pci-0000:00:02.0-scsi-0:0:0:0-part2", "disk/by-id/scsi-0QEMU_QEMU_HARDDISK_hd0-part2", "disk/by-uuid/1-2",
                "disk/by-label/a\\x20b", "disk/by-partuuid/3-4", "disk/by-partlabel/root"],
            LinkNames.Of(device));
    }

    [Fact]
    public void A_logical_volume_has_the_names_of_the_mapper_and_of_its_group()
        => Assert.Equal(
            ["block/253:0", "mapper/g-v", "g/v", "disk/by-id/dm-name-g-v", "disk/by-id/dm-uuid-LVM-x", "disk/by-uuid/1-2"],
            LinkNames.Of(new DeviceFacts("dm-0") { Number = "253:0", MapperName = "g-v", MapperId = "LVM-x", Logical = ("g", "v"), Content = Content("filesystem", ("UUID", "1-2")) }));

    [Fact]
    public void What_LVM_keeps_for_itself_has_no_names_of_content()
        => Assert.Equal(["mapper/g-v_tdata"], LinkNames.Of(new DeviceFacts("dm-0") { MapperName = "g-v_tdata", MapperId = "LVM-x-tdata", IsInternal = true, Content = Content("filesystem", ("UUID", "1-2")) }));

    [Theory]
    [InlineData("raid")]
    [InlineData("")]
    public void A_member_of_a_volume_has_no_names_of_content(string usage)
        => Assert.Empty(LinkNames.Of(new DeviceFacts("sda") { Content = Content(usage, ("UUID", "1-2"), ("LABEL", "x")) }));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    public void A_name_that_leads_elsewhere_is_left_out(string name)
        => Assert.Equal([], LinkNames.Of(new DeviceFacts("sda1")
        {
            Partition = 1,
            MapperName = name,
            Logical = (name, name),
            Array = new Dictionary<string, string> { ["MD_DEVNAME"] = name.Length > 0 ? "../" + name : "" },
            Content = Content("filesystem", ("UUID", name), ("LABEL", name), ("PART_ENTRY_SCHEME", "gpt"), ("PART_ENTRY_UUID", name), ("PART_ENTRY_NAME", name)),
        }).Where(link => !link.StartsWith("disk/by-id/dm-name-", StringComparison.Ordinal)));

    [Theory]
    [InlineData("disk")]
    [InlineData("mapper")]
    [InlineData("md")]
    public void A_group_with_the_name_of_a_directory_of_udev_gets_no_links(string group)
        => Assert.Empty(LinkNames.Of(new DeviceFacts("dm-0") { Logical = (group, "control") }));

    private static Dictionary<string, string> Content(string usage, params (string Name, string Value)[] values)
        => values.Append(("USAGE", usage)).ToDictionary(value => value.Item1, value => value.Item2);
}
