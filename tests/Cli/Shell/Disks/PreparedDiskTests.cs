using GuestCtl.Cli.Shell.Disks;

namespace GuestCtl.Cli.Tests.Shell.Disks;

public sealed class PreparedDiskTests
{
    [Theory]
    [InlineData("disk:1M")]
    [InlineData("part:1M:gpt", "part-disk /dev/sdc gpt")]
    [InlineData("fs", "part-disk /dev/sdc mbr", "mkfs ext2 /dev/sdc1")]
    [InlineData("fs:ext4:32M", "part-disk /dev/sdc mbr", "mkfs ext4 /dev/sdc1")]
    [InlineData("bootroot:ext2:ext4:256M:64M", "part-init /dev/sdc mbr", "part-add /dev/sdc primary 64 131135", "part-add /dev/sdc primary 131136 -64", "mkfs ext2 /dev/sdc1", "mkfs ext4 /dev/sdc2")]
    [InlineData("lvfs:/dev/a/b:xfs", "part-disk /dev/sdc mbr", "pvcreate /dev/sdc1", "vgcreate a /dev/sdc1", "lvcreate-free b a 100", "mkfs xfs /dev/a/b")]
    public void A_disk_is_filled_by_commands(string text, params string[] commands)
    {
        var type = PreparedDisks.Find(text);
        Assert.Equal(commands, type.Steps(new PreparedDiskPlan(type, text, "/dev/sdc")).Select(step => string.Join(' ', step.Command)));
    }

    [Fact]
    public void What_is_not_said_has_its_usual_value()
    {
        var plan = new PreparedDiskPlan(PreparedDisks.Find("bootrootlv:/dev/a/b::xfs"), "bootrootlv:/dev/a/b::xfs", "/dev/sda");
        Assert.Equal(("/dev/a/b", "", "xfs", "1G", "128M", "mbr"), (plan["name"], plan["bootfs"], plan["rootfs"], plan["size"], plan["bootsize"], plan["partition"]));
    }
}
