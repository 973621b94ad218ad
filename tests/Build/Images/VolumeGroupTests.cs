using GuestCtl.Build.Images;

namespace GuestCtl.Build.Tests.Images;

public sealed class VolumeGroupTests
{
    // As LVM 2.03 prints it, shortened to what differs between the lines.
    private const string Report = """
        { "report": [ { "pvseg": [
          {"pv_name":"/dev/sda2", "pv_uuid":"P", "pe_start":"1048576", "vg_name":"debian", "vg_uuid":"V", "vg_extent_size":"4194304",
           "lv_name":"root", "lv_uuid":"R", "lv_size":"805306368", "pvseg_start":"0", "pvseg_size":"192"},
          {"pv_name":"/dev/sda2", "pv_uuid":"P", "pe_start":"1048576", "vg_name":"debian", "vg_uuid":"V", "vg_extent_size":"4194304",
           "lv_name":"swap", "lv_uuid":"S", "lv_size":"67108864", "pvseg_start":"192", "pvseg_size":"16"},
          {"pv_name":"/dev/sda2", "pv_uuid":"P", "pe_start":"1048576", "vg_name":"debian", "vg_uuid":"V", "vg_extent_size":"4194304",
           "lv_name":"torn", "lv_uuid":"T", "lv_size":"67108864", "pvseg_start":"208", "pvseg_size":"8"},
          {"pv_name":"/dev/sda2", "pv_uuid":"P", "pe_start":"1048576", "vg_name":"debian", "vg_uuid":"V", "vg_extent_size":"4194304",
           "lv_name":"", "lv_uuid":"", "lv_size":"0", "pvseg_start":"216", "pvseg_size":"23"} ] } ] }
        """;

    [Theory]
    [InlineData("root", 1048576)]
    [InlineData("swap", 1048576 + (192 * 4194304L))]
    public void A_volume_starts_after_the_metadata_and_the_extents_before_it(string volume, long offset) =>
        Assert.Equal(offset, VolumeGroup.Parse(Report).OffsetOf(volume));

    [Fact]
    public void A_volume_in_pieces_is_refused() =>
        Assert.Contains("torn is not in one piece", Assert.Throws<BuildException>(() => VolumeGroup.Parse(Report).OffsetOf("torn")).Message);

    [Fact]
    public void A_missing_volume_is_named() =>
        Assert.Contains("no logical volume home", Assert.Throws<BuildException>(() => VolumeGroup.Parse(Report).OffsetOf("home")).Message);

    [Fact]
    public void Free_extents_are_no_volume() =>
        Assert.Equal(["root", "swap", "torn"], VolumeGroup.Parse(Report).ToJson()["logicalVolumes"]!.AsArray().Select(volume => (string?)volume!["name"]));

    [Theory]
    [InlineData("")]
    [InlineData("sh: lvm: not found")]
    [InlineData("{ \"report\": [ ] }")]
    [InlineData("{}")]
    public void An_answer_that_is_no_report_is_shown(string answer) =>
        Assert.EndsWith($"answered '{answer}'.", Assert.Throws<BuildException>(() => VolumeGroup.Parse(answer)).Message);
}
