using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class FstabTests
{
    [Fact]
    public void Partitions_go_by_UUID_and_swap_by_label() =>
        Assert.Equal(
            ["UUID=u1 / ext4 errors=remount-ro 0 1", "LABEL=s none swap sw 0 0"],
            Lines(new Filesystem("/dev/sda2", "ext4", "u1", "r", "/"), new Filesystem("/dev/sda3", "swap", "u2", "s", "none")));

    [Fact]
    public void Logical_volumes_go_by_their_mapper_name() =>
        Assert.Equal(
            ["/dev/mapper/debian-home /home ext4 defaults 0 2", "/dev/mapper/debian-swap none swap sw 0 0"],
            Lines(new Filesystem("/dev/debian/home", "ext4", "u1", "h", "/home"), new Filesystem("/dev/debian/swap", "swap", "u2", "s", "none")));

    private static string[] Lines(params Filesystem[] filesystems) => Fstab.Of(filesystems).TrimEnd().Split('\n')[1..];
}
