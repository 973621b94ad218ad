using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Tests.Volumes;

public sealed class LogicalVolumeTests
{
    [Theory]
    [InlineData("vg-lv", "vg", "lv")]
    [InlineData("vg--one-lv--a", "vg-one", "lv-a")]
    [InlineData("a--b--c-d", "a-b-c", "d")]
    public void A_mapper_s_name_is_a_group_and_a_volume(string name, string group, string volume) => Assert.Equal((group, volume), LogicalVolume.Split(name));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("secret")]
    [InlineData("a--b")]
    [InlineData("vg-")]
    [InlineData("-lv")]
    public void Other_names_are_not(string name) => Assert.Null(LogicalVolume.Split(name));
}
