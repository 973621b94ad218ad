using GuestCtl.Cli.Mounting;

namespace GuestCtl.Cli.Tests.Mounting;

/// <summary>Lines as the kernel writes them.</summary>
public sealed class GuestMountTableTests
{
    private static readonly string[] Table =
    [
        "22 1 253:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
        @"90 22 0:45 / /mnt/a\040b rw,nosuid,nodev - fuse.guestctl guestctl\043123 rw,user_id=0,group_id=0",
        @"91 22 0:46 / /mnt/other rw,nosuid - fuse.sshfs host\043123: rw",
        @"92 22 0:47 / /mnt/twice rw - fuse.guestctl guestctl\0437 rw",
        "93 92 0:48 / /mnt/twice rw - tmpfs tmpfs rw",
        "a line that the kernel would not write",
    ];

    [Theory]
    [InlineData("/mnt/a b", 123)]
    [InlineData("/mnt/other", null)]
    [InlineData("/mnt/twice", null)]
    [InlineData("/", null)]
    [InlineData("/mnt/a", null)]
    public void Only_our_mount_on_top_has_a_server(string directory, int? server) => Assert.Equal(server, GuestMountTable.Find(Table, directory));
}
