using GuestCtl.Daemon.Services.Inspection.Windows;
using GuestCtl.Testing;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>Versions of Windows as their Registry tells them.</summary>
public sealed class WindowsReleaseTests : IDisposable
{
    private const string Current = "Microsoft\\Windows NT\\CurrentVersion";

    private readonly GuestTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("Windows 10 Pro", "Client", "19045", "win10")]
    [InlineData("Windows 10 Pro", "Client", "21999", "win10")]
    [InlineData("Windows 10 Pro", "Client", "22000", "win11")]
    [InlineData("Windows 10 Enterprise", "Client", "26100", "win11")]
    [InlineData("Windows 10 Pro", "Client", "none", "win10")]
    [InlineData("Windows Server 2016 Standard", "Server", "14393", "win2k16")]
    [InlineData("Windows Server 2019 Standard", "Server", "17763", "win2k19")]
    [InlineData("Windows Server 2022 Datacenter", "Server Core", "20348", "win2k22")]
    [InlineData("Windows Server 2025 Datacenter", "Server", "26100", "win2k25")]
    public void Since_10_the_number_is_the_same_and_name_or_build_tell_the_version(string product, string variant, string build, string osinfo)
    {
        var software = new HiveKey("top");
        software.At(Current).Text("ProductName", product).Text("CurrentVersion", "6.3").Text("InstallationType", variant).Text("CurrentBuildNumber", build)
            .Number("CurrentMajorVersionNumber", 10).Number("CurrentMinorVersionNumber", 0);
        Expect(software, product, "10.0", osinfo);
    }

    [Theory]
    [InlineData("Microsoft Windows XP", "5.1", "", "winxp")]
    [InlineData("Windows 7 Ultimate", "6.1", "Client", "win7")]
    [InlineData("Windows Server 2008 R2 Standard", "6.1", "Server", "win2k8r2")]
    [InlineData("Windows 8.1 Pro", "6.3", "Client", "win8.1")]
    public void Before_10_it_is_text(string product, string version, string variant, string osinfo)
    {
        var software = new HiveKey("top");
        software.At(Current).Text("ProductName", product).Text("CurrentVersion", version).Text("InstallationType", variant);
        Expect(software, product, version, osinfo);
    }

    private void Expect(HiveKey software, string product, string version, string osinfo)
    {
        _tree.File("Windows/System32/cmd.exe", "MZ").File("Windows/System32/config/SOFTWARE", HiveFile.Write(software));
        var facts = WindowsRelease.Read(_tree.Reader)!;
        Assert.Equal((product, version, osinfo), (facts.Product, $"{facts.Version.Major}.{facts.Version.Minor}", facts.Osinfo));
    }
}
