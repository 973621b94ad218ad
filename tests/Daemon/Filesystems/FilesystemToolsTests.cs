using GuestCtl.Daemon.Services.Filesystems;

namespace GuestCtl.Daemon.Tests.Filesystems;

public sealed class FilesystemToolsTests
{
    [Fact]
    public void Blkid_s_export_is_read_device_by_device()
    {
        var devices = BlkidTool.Parse("DEVNAME=/dev/sda1\nLABEL=a\\ b\\\\c=d\nTYPE=ext4\n\nDEVNAME=/dev/sda2\nTYPE=swap\n\n");
        Assert.Equal(2, devices.Count);
        Assert.Equal(@"a b\c=d", devices[0]["LABEL"]);
        Assert.Equal("swap", devices[1]["TYPE"]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n\n\n", 0)]
    [InlineData("=x\nnonsense\n", 0)]
    [InlineData("A=\\", 1)]
    public void Odd_lines_do_no_harm(string output, int devices) => Assert.Equal(devices, BlkidTool.Parse(output).Count);

    [Theory]
    [InlineData("ext4", null, "ext4")]
    [InlineData(null, null, "unknown")]
    [InlineData(null, "0x83", "unknown")]
    [InlineData("ntfs", "0x5", null)]
    [InlineData(null, "0xf", null)]
    [InlineData("ntfs", "e3c9e316-0b5c-4db8-817d-f92df00215ae", null)]
    [InlineData("LVM2_member", "0x8e", null)]
    [InlineData("linux_raid_member", null, null)]
    [InlineData("crypto_LUKS", null, null)]
    [InlineData("BitLocker", null, null)]
    [InlineData("swap", "0x82", "swap")]
    public void Containers_are_not_listed(string? type, string? partition, string? expected)
    {
        var values = new Dictionary<string, string>();
        if (type is not null)
        {
            values["TYPE"] = type;
        }

        if (partition is not null)
        {
            values["PART_ENTRY_TYPE"] = partition;
        }

        Assert.Equal(expected, FilesystemList.TypeOf(values));
    }

    [Fact]
    public void Subvolumes_are_listed_without_the_default_one()
    {
        const string list = "ID 256 gen 7 top level 5 path home\nID 257 gen 8 top level 5 path a, b\nID 258 gen 8 top level 256 path home/inner\nforged\nID x gen\n";
        Assert.Equal(["home", "a, b", "home/inner"], BtrfsSubvolumes.Parse(list, "ID 5 (FS_TREE)\n"));
        Assert.Equal(["a, b", "home/inner"], BtrfsSubvolumes.Parse(list, "ID 256 gen 7 top level 5 path home\n"));
        Assert.Empty(BtrfsSubvolumes.Parse("", ""));
    }
}
