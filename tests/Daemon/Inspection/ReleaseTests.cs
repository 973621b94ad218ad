using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Inspection.Release;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class ReleaseTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A=\"b c\"", "b c")]
    [InlineData("A='b c'", "b c")]
    [InlineData("A=\"b \\\"c\\\" \\$d\"", "b \"c\" $d")]
    [InlineData("  A=b  ", "b")]
    [InlineData("A=b\nA=c", "c")]
    [InlineData("A=\"b", "b")]
    [InlineData("A=", null)]
    [InlineData("A=\"\"", null)]
    [InlineData("#A=b", null)]
    [InlineData("=b\nnonsense\n\0\0", null)]
    [InlineData("A=b\r\n", "b")]
    public void An_assignment_has_the_value_that_a_shell_would_give_it(string text, string? value) => Assert.Equal(value, OsRelease.Parse(text)["A"]);

    [Theory]
    [InlineData("12.15", 12, 15)]
    [InlineData("12", 12, 0)]
    [InlineData("CentOS Linux release 7.9.2009 (Core)", 7, 9)]
    [InlineData("V10", 10, 0)]
    [InlineData("trixie/sid", 0, 0)]
    [InlineData("99999999999.1", 0, 0)]
    [InlineData("1.99999999999", 1, 0)]
    [InlineData(null, 0, 0)]
    public void A_version_is_the_first_number_and_the_one_after_its_dot(string? text, int major, int minor)
        => Assert.Equal(new ReleaseVersion(major, minor), ReleaseVersion.Parse(text));

    [Theory]
    [InlineData("etc/hostname", "# comment\n\n host \n", "host")]
    [InlineData("etc/HOSTNAME", "suse.example.org\n", "suse.example.org")]
    [InlineData("etc/sysconfig/network", "NETWORKING=yes\nHOSTNAME=old.example.org\n", "old.example.org")]
    [InlineData("etc/conf.d/hostname", "hostname=\"larry\"\n", "larry")]
    [InlineData("etc/rc.conf", "hostname=\"beastie\"\n", "beastie")]
    [InlineData("etc/hostname", "\n\n#\n", null)]
    public void The_host_name_is_where_a_distribution_keeps_it(string path, string text, string? expected)
    {
        using var tree = new GuestTree().File(path, text);
        Assert.Equal(expected, Hostname.Read(tree.Reader));
    }

    [Fact]
    public void A_host_name_of_a_megabyte_is_none()
    {
        using var tree = new GuestTree().File("etc/hostname", new string('a', 1 << 20));
        Assert.Null(Hostname.Read(tree.Reader));
    }
}
