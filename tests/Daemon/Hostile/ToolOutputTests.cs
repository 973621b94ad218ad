using GuestCtl.Daemon.Services.Btrfs;
using GuestCtl.Daemon.Services.Md;

namespace GuestCtl.Daemon.Tests.Hostile;

/// <summary>Tools print the names that an image holds, and a name may have a newline in it. Fuzzing found the numbers here.</summary>
public sealed class ToolOutputTests
{
    private const string Huge = "99999999999999999999";

    [Fact]
    public void A_subvolume_whose_name_looks_like_a_line_with_a_huge_number_hides_no_other()
    {
        var volumes = BtrfsOutput.Subvolumes($"ID 256 gen 7 top level 5 path a\nID {Huge} gen 7 top level 5 path b\nID 257 gen 7 top level {Huge} path c\nID 258 gen 7 top level 5 path d\n");

        Assert.Equal([256UL, 258UL], volumes.Select(volume => volume.BtrfssubvolumeId));
    }

    [Fact]
    public void A_line_of_quota_groups_with_a_huge_number_is_left_out()
        => Assert.Equal([16384UL], BtrfsOutput.Groups($"0/5 {Huge} 1\n0/6 1 {Huge}\n0/7 16384 1\n").Select(group => group.BtrfsqgroupRfer));

    [Fact]
    public void A_huge_number_of_a_scrub_counts_as_none() => Assert.Equal(0UL, BtrfsOutput.Scrub($"\tread_errors: {Huge}\n").BtrfsscrubReadErrors);

    [Fact]
    public void An_array_member_with_a_huge_number_has_none()
        => Assert.Equal([-1, 1], MdStatus.DevicesOf("md127 : active raid1 sda1[4294967296] sdb1[1]", "md127").Select(device => device.MdstatIndex));
}
