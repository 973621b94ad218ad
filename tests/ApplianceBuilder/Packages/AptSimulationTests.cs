using GuestCtl.Appliances.Packages;

namespace GuestCtl.ApplianceBuilder.Tests.Packages;

public sealed class AptSimulationTests
{
    [Theory]
    [InlineData("Inst libc6 (2.41-12+deb13u4 Debian:13.6/stable [amd64])", "libc6", "2.41-12+deb13u4", "/a/libc6_2.41-12+deb13u4_amd64.deb")]
    [InlineData("Inst mawk (1:1.3.4-2 Debian:13/stable, Debian-Security:13/stable-security [amd64]) []", "mawk", "1:1.3.4-2", "/a/mawk_1%3a1.3.4-2_amd64.deb")]
    [InlineData("Inst tzdata [2025a-1] (2025b-4 Debian:13/stable [all])", "tzdata", "2025b-4", "/a/tzdata_2025b-4_all.deb")]
    public void An_installed_package_is_found_in_the_archive_directory(string line, string name, string version, string path) =>
        Assert.Equal(new PackageFile(name, version, path), AptSimulation.Parse(line, "/a"));

    [Theory]
    [InlineData("Conf libc6 (2.41-12 Debian:13.6/stable [amd64])")]
    [InlineData("Reading package lists...")]
    public void Other_lines_are_passed_over(string line) => Assert.Null(AptSimulation.Parse(line, "/a"));
}
