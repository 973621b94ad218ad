using System.Text;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Tests.Sysroot;

public sealed class MountEntryTests
{
    [Fact]
    public void A_line_of_the_kernel_is_read()
    {
        var entry = Parse(@"36 35 98:0 /mnt1 /sysroot/a\040b\134040 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue")!;
        Assert.Equal((36UL, "98:0", "/mnt1", "ext3", "/dev/root"), (entry.Id, entry.Number, entry.Root, entry.Type, entry.Source));
        Assert.Equal(@"/a b\040", entry.GuestTarget);
    }

    [Theory]
    [InlineData("/sysroot", "/")]
    [InlineData("/sysroot/etc", "/etc")]
    [InlineData("/sysroots", null)]
    [InlineData("/", null)]
    public void Only_what_is_in_the_guest_s_tree_has_a_place_there(string target, string? expected)
        => Assert.Equal(expected, Parse($"1 2 8:1 / {target} rw - ext4 /dev/sda1 rw")!.GuestTarget);

    [Theory]
    [InlineData("rw,discard", true)]
    [InlineData("rw,errors=continue,discard=async,space_cache", true)]
    [InlineData("ro,discard", false)]
    [InlineData("rw,nodiscard", false)]
    [InlineData("rw", false)]
    public void A_file_system_discards_when_it_is_mounted_so_for_writing(string options, bool discards)
        => Assert.Equal(discards, Parse($"1 2 8:1 / /sysroot rw - ext4 /dev/sda1 {options}")!.Discards);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("- - - - - - - - - - -")]
    [InlineData("36 35 98:0 / /sysroot rw")]
    [InlineData("x 35 98:0 / /sysroot rw - ext4 /dev/sda1 rw")]
    [InlineData("1 2 8:1 / /sysroot rw - ext4")]
    public void Garbage_is_no_mount(string line) => Assert.Null(Parse(line));

    [Fact]
    public void Bytes_that_are_not_text_are_kept()
        => Assert.Equal("/\udcff\\9", MountEntry.Parse([.. "1 2 8:1 / /sysroot/"u8, 0xff, .. @"\9 rw - ext4 /dev/sda1 rw"u8])!.GuestTarget);

    private static MountEntry? Parse(string line) => MountEntry.Parse(Encoding.UTF8.GetBytes(line));
}
