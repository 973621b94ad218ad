using GuestCtl.Cli.Guests;

namespace GuestCtl.Cli.Tests.Guests;

public sealed class MountSpecTests
{
    [Theory]
    [InlineData("/dev/sda1", "/dev/sda1", "/")]
    [InlineData("/dev/sda2:/boot", "/dev/sda2", "/boot")]
    [InlineData("/dev/vg/a:/mnt/x:/y", "/dev/vg/a", "/mnt/x:/y")]
    [InlineData("btrfsvol:/dev/sda2/home:/home", "btrfsvol:/dev/sda2/home", "/home")]
    [InlineData("btrfsvol:/dev/sda2/root", "btrfsvol:/dev/sda2/root", "/")]
    public void A_device_and_a_mount_point_are_told_apart(string text, string mountable, string mountPoint)
        => Assert.Equal(new MountSpec(mountable, mountPoint), MountSpec.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("sda1")]
    [InlineData(":/boot")]
    [InlineData("btrfsvol:x")]
    public void What_is_no_device_is_a_wrong_command_line(string text)
        => Assert.Equal(2, Assert.Throws<CliException>(() => MountSpec.Parse(text)).Code);
}
