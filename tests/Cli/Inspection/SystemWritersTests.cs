using System.Text.Json;
using System.Xml.Linq;
using GuestCtl.Cli.Inspection;

namespace GuestCtl.Cli.Tests.Inspection;

public sealed class SystemWritersTests
{
    private static readonly GuestSystem System = new()
    {
        Root = "/dev/sda2",
        Type = "linux",
        Distro = "debian",
        ProductName = "Debian \e[31m<12>",
        MajorVersion = 12,
        MinorVersion = 15,
        Arch = "x86_64",
        Hostname = "demo",
        PackageFormat = "deb",
        PackageManagement = "apt",
        MountPoints = [("/", "/dev/sda2"), ("/home", "/dev/vg/home")],
        Filesystems = [new GuestFilesystem("/dev/sda2", "ext4", "bad\udcff", "2f6d"), new GuestFilesystem("/dev/sda3", "swap", null, null)],
        Applications = [Application("bash", 0, "5.2", "2+b1"), Application("dbus", 1, "3", "")],
    };

    [Fact]
    public void Xml_has_virt_inspector_s_elements_in_its_order()
    {
        var output = new StringWriter();
        SystemXml.Write(output, [System]);
        var text = output.ToString();
        Assert.StartsWith("<?xml version=\"1.0\"?>\n<operatingsystems>\n  <operatingsystem>\n    <root>/dev/sda2</root>\n    <name>linux</name>\n", text);
        var system = XDocument.Parse(text).Root!.Element("operatingsystem")!;
        Assert.Equal(
            ["root", "name", "arch", "distro", "product_name", "major_version", "minor_version", "package_format", "package_management",
                "hostname", "mountpoints", "filesystems", "applications"],
            system.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("Debian \\x1b[31m<12>", system.Element("product_name")!.Value);
        Assert.Equal(["/", "/home"], system.Element("mountpoints")!.Elements("mountpoint").Select(point => point.Value));
        Assert.Equal("/dev/vg/home", system.Element("mountpoints")!.Elements().Last().Attribute("dev")!.Value);
        Assert.Equal("bad\\xff", system.Element("filesystems")!.Elements().First().Element("label")!.Value);
        Assert.Equal(["type"], system.Element("filesystems")!.Elements().Last().Elements().Select(element => element.Name.LocalName));
        Assert.Equal(["name", "version", "release", "arch"], system.Element("applications")!.Elements().First().Elements().Select(e => e.Name.LocalName));
        Assert.Equal("1", system.Element("applications")!.Elements().Last().Element("epoch")!.Value);
    }

    [Fact]
    public void Json_has_the_documented_properties()
    {
        var output = new MemoryStream();
        SystemJson.Write(output, [System]);
        using var json = JsonDocument.Parse(output.ToArray());
        var system = json.RootElement.GetProperty("operatingSystems")[0];
        Assert.Equal("Debian \e[31m<12>", system.GetProperty("productName").GetString());
        Assert.Equal(12, system.GetProperty("majorVersion").GetInt32());
        Assert.Equal("/home", system.GetProperty("mountPoints")[1].GetProperty("mountPoint").GetString());
        Assert.Equal("bad\uFFFD", system.GetProperty("filesystems")[0].GetProperty("label").GetString());
        Assert.Equal("YmFk/w==", system.GetProperty("filesystems")[0].GetProperty("labelBase64").GetString());
        Assert.Equal("dbus", system.GetProperty("applications")[1].GetProperty("name").GetString());
        Assert.False(system.TryGetProperty("osinfo", out _));
        Assert.False(system.TryGetProperty("driveMappings", out _));
    }

    [Fact]
    public void Text_is_compact_and_counts_applications()
    {
        var output = new StringWriter { NewLine = "\n" };
        new SystemText(output, listApplications: false).Write([System]);
        Assert.Equal(
            """
            Debian \x1b[31m<12>
              Root:          /dev/sda2
              Type:          linux
              Distribution:  debian
              Version:       12.15
              Architecture:  x86_64
              Host name:     demo
              Packages:      deb, apt
              File systems:
                 /dev/sda2  /  ext4  bad\xff  2f6d
                 /dev/sda3  -  swap  -        -
              Applications:  2

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    [Fact]
    public void Text_lists_applications_with_epoch_and_release()
    {
        var output = new StringWriter { NewLine = "\n" };
        new SystemText(output, listApplications: true).Write([System]);
        Assert.Contains("bash  5.2-2+b1  amd64", output.ToString());
        Assert.Contains("dbus  1:3       amd64", output.ToString());
    }

    [Fact]
    public void What_has_a_description_and_no_summary_is_told_by_its_first_line()
    {
        var output = new StringWriter { NewLine = "\n" };
        var system = System with { Applications = [Application("zlib", 0, "1.3", "2") with { Description = "Compression library\nfor all" }] };
        new SystemText(output, listApplications: true).Write([system]);
        Assert.Contains("zlib  1.3-2  amd64  Compression library\n", output.ToString());
    }

    [Fact]
    public void No_system_is_an_empty_list_in_each_format()
    {
        var xml = new StringWriter();
        SystemXml.Write(xml, []);
        Assert.Empty(XDocument.Parse(xml.ToString()).Root!.Elements());
        var json = new MemoryStream();
        SystemJson.Write(json, []);
        Assert.Equal(0, JsonDocument.Parse(json.ToArray()).RootElement.GetProperty("operatingSystems").GetArrayLength());
    }

    private static Application2 Application(string name, int epoch, string version, string release) => new()
    {
        Name = name, DisplayName = "", Epoch = epoch, Version = version, Release = release, Arch = "amd64", InstallPath = "", TransPath = "", Publisher = "",
        Url = "", SourcePackage = "", Summary = "", Description = "", Class = "", Spare2 = "", Spare3 = "", Spare4 = "",
    };
}
