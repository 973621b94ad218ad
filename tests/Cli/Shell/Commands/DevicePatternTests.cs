using GuestCtl.Cli.Shell.Commands;

namespace GuestCtl.Cli.Tests.Shell.Commands;

public sealed class DevicePatternTests
{
    [Theory]
    [InlineData("/dev/sd*", "/dev/sda1")]
    [InlineData("/dev/sd?", "/dev/sda")]
    [InlineData("/dev/sd[!b]", "/dev/sda")]
    [InlineData("/dev/sd[[:lower:]]", "/dev/sda")]
    [InlineData(@"/dev/sd\a", "/dev/sda")]
    [InlineData("/dev/*/*", "/dev/group/volume")]
    public void Signs_stand_for_parts_of_a_name(string pattern, string name) => Assert.True(DevicePattern.Matches(pattern, name));

    [Theory]
    [InlineData("/dev/*")]
    [InlineData("/dev/**")]
    [InlineData("/dev/g*e")]
    [InlineData("/dev/group?volume")]
    [InlineData("/dev/group[/]volume")]
    public void No_sign_stands_for_a_slash(string pattern) => Assert.False(DevicePattern.Matches(pattern, "/dev/group/volume"));

    [Theory]
    [InlineData("/dev/sd?", "/dev/sda1")]
    [InlineData("/dev/{sda,sdb}", "/dev/sda")]
    [InlineData("/dev/SD*", "/dev/sda")]
    [InlineData(@"/dev/sd\*", "/dev/sda")]
    public void Names_match_as_a_whole_and_as_they_are_written(string pattern, string name) => Assert.False(DevicePattern.Matches(pattern, name));
}
