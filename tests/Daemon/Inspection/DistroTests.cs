using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Inspection.Release;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>Recognises the trees in distros.txt. libguestfs 1.48 was asked about the same trees.</summary>
public sealed class DistroTests
{
    private static readonly Dictionary<string, List<(string Path, List<string> Lines)>> Trees = ReadTrees();

    [Theory]
    [InlineData("debian4", "linux", "debian", 4, 0, "deb", "apt", "debian4", "unknown", "4.0")]
    [InlineData("ubuntu2204", "linux", "ubuntu", 22, 4, "deb", "apt", "ubuntu22.04", "unknown", "Ubuntu 22.04.3 LTS")]
    [InlineData("ubuntu1004", "linux", "ubuntu", 10, 4, "deb", "apt", "ubuntu10.04", "unknown", "Ubuntu 10.04.4 LTS")]
    [InlineData("kali", "linux", "kalilinux", 2023, 4, "deb", "apt", "kalilinux2023.4", "unknown", "Kali GNU/Linux Rolling")]
    [InlineData("rhel9", "linux", "rhel", 9, 2, "rpm", "dnf", "rhel9.2", "unknown", "Red Hat Enterprise Linux 9.2 (Plow)")]
    [InlineData("rhel5", "linux", "rhel", 5, 6, "rpm", "yum", "rhel5.6", "unknown", "Red Hat Enterprise Linux Server release 5.6 (Tikanga)")]
    [InlineData("rhel4", "linux", "rhel", 4, 8, "rpm", "up2date", "rhel4.8", "unknown", "Red Hat Enterprise Linux AS release 4 (Nahant Update 8)")]
    [InlineData("centos5", "linux", "centos", 5, 11, "rpm", "yum", "centos5.11", "unknown", "CentOS release 5.11 (Final)")]
    [InlineData("centos6", "linux", "centos", 6, 10, "rpm", "yum", "centos6.10", "unknown", "CentOS release 6.10 (Final)")]
    [InlineData("centos7", "linux", "centos", 7, 9, "rpm", "yum", "centos7.0", "unknown", "CentOS Linux release 7.9.2009 (Core)")]
    [InlineData("centos8", "linux", "centos", 8, 5, "rpm", "dnf", "centos8", "unknown", "CentOS Linux release 8.5.2111")]
    [InlineData("rocky9", "linux", "rocky", 9, 3, "rpm", "dnf", "rocky9", "unknown", "Rocky Linux 9.3 (Blue Onyx)")]
    [InlineData("scientific6", "linux", "scientificlinux", 6, 10, "rpm", "yum", "scientificlinux6.10", "unknown", "Scientific Linux release 6.10 (Carbon)")]
    [InlineData("opensuse15", "linux", "opensuse", 15, 5, "rpm", "zypper", "opensuse15.5", "leap", "openSUSE Leap 15.5")]
    [InlineData("sles15sp4", "linux", "sles", 15, 4, "rpm", "zypper", "sles15sp4", "unknown", "SUSE Linux Enterprise Server 15 SP4")]
    [InlineData("sles12sp5", "linux", "sles", 12, 5, "rpm", "zypper", "sles12sp5", "unknown", "SUSE Linux Enterprise Server 12 SP5")]
    [InlineData("sles11sp4", "linux", "sles", 11, 4, "rpm", "zypper", "sles11sp4", "unknown", "SUSE Linux Enterprise Server 11 (x86_64)")]
    [InlineData("opensuse11", "linux", "opensuse", 11, 4, "rpm", "zypper", "opensuse11.4", "unknown", "openSUSE 11.4 (x86_64)")]
    [InlineData("arch", "linux", "archlinux", 0, 0, "pacman", "pacman", "archlinux", "unknown", "Arch Linux")]
    [InlineData("alpine318", "linux", "alpinelinux", 3, 18, "apk", "apk", "alpinelinux3.18", "alpine", "Alpine Linux v3.18")]
    [InlineData("void", "linux", "voidlinux", 0, 0, "xbps", "xbps", "voidlinux", "unknown", "Void Linux")]
    [InlineData("mageia", "linux", "mageia", 9, 0, "rpm", "urpmi", "mageia9", "unknown", "Mageia 9")]
    [InlineData("altlinux", "linux", "altlinux", 10, 1, "rpm", "apt", "alt10.1", "unknown", "ALT Workstation 10.1 (Autolycus)")]
    [InlineData("kylin", "linux", "kylin", 10, 0, "deb", "apt", "kylin10.0", "unknown", "Kylin Linux Advanced Server V10 (Lance)")]
    [InlineData("openmandriva", "linux", "openmandriva", 4, 3, "rpm", "dnf", "openmandriva4.3", "unknown", "OpenMandriva Lx 4.3")]
    [InlineData("pardus", "linux", "pardus", 21, 4, "pisi", "pisi", "pardus21.4", "unknown", "Pardus GNU/Linux 21.4")]
    [InlineData("buildroot", "linux", "buildroot", 2012, 8, "unknown", "unknown", "buildroot2012.8", "unknown", "2012.08")]
    [InlineData("nothing-but-fstab", "linux", "unknown", 0, 0, "unknown", "unknown", "unknown", "unknown", "unknown")]
    public void A_distribution_is_what_libguestfs_says(
        string name, string type, string distro, int major, int minor, string format, string management, string osinfo, string hostname, string product)
        => Check(name, type, distro, major, minor, format, management, osinfo, hostname, product);

    [Theory]
    // libguestfs: "12.5".
    [InlineData("debian12", "linux", "debian", 12, 5, "deb", "apt", "debian12", "bookworm-host", "Debian GNU/Linux 12 (bookworm)")]
    // libguestfs: "trixie/sid".
    [InlineData("debian-sid", "linux", "debian", 0, 0, "deb", "apt", "unknown", "unknown", "Debian GNU/Linux trixie/sid")]
    // libguestfs: "Linux Mint 21.2 Victoria".
    [InlineData("mint21", "linux", "linuxmint", 21, 2, "deb", "apt", "linuxmint21.2", "unknown", "Linux Mint 21.2")]
    // libguestfs: "11.6".
    [InlineData("raspbian11", "linux", "debian", 11, 6, "deb", "apt", "debian11", "unknown", "Raspbian GNU/Linux 11 (bullseye)")]
    // libguestfs: "11.1".
    [InlineData("devuan4", "linux", "debian", 11, 1, "deb", "apt", "debian11", "unknown", "Devuan GNU/Linux 4 (chimaera)")]
    // libguestfs: "yum".
    [InlineData("fedora39", "linux", "fedora", 39, 0, "rpm", "dnf", "fedora39", "fedora.example.org", "Fedora Linux 39 (Server Edition)")]
    // libguestfs: ""laughlin.example.org"".
    [InlineData("fedora14", "linux", "fedora", 14, 0, "rpm", "yum", "fedora14", "laughlin.example.org", "Fedora release 14 (Laughlin)")]
    // libguestfs: "centos9".
    [InlineData("centos-stream9", "linux", "centos", 9, 0, "rpm", "dnf", "centos-stream9", "unknown", "CentOS Stream release 9")]
    // libguestfs: "Oracle Linux Server release 8.9".
    [InlineData("oracle8", "linux", "oraclelinux", 8, 9, "rpm", "dnf", "oraclelinux8.9", "unknown", "Oracle Linux Server 8.9")]
    // libguestfs: "redhat-based"; "redhat-based9.2"; "AlmaLinux release 9.2 (Turquoise Kodkod)".
    [InlineData("alma9", "linux", "almalinux", 9, 2, "rpm", "dnf", "almalinux9", "unknown", "AlmaLinux 9.2 (Turquoise Kodkod)")]
    // libguestfs: "unknown"; "unknown"; "unknown"; "unknown".
    [InlineData("amazon2", "linux", "amazonlinux", 2, 0, "rpm", "yum", "amzn2", "unknown", "Amazon Linux 2")]
    // libguestfs: "opensuse20240115.0".
    [InlineData("tumbleweed", "linux", "opensuse", 20240115, 0, "rpm", "zypper", "opensusetumbleweed", "unknown", "openSUSE Tumbleweed")]
    // libguestfs: "unknown".
    [InlineData("gentoo", "linux", "gentoo", 2, 14, "ebuild", "portage", "gentoo", "larry", "Gentoo Linux")]
    // libguestfs: "unknown"; "unknown"; "unknown"; "unknown".
    [InlineData("openeuler", "linux", "openeuler", 22, 3, "rpm", "dnf", "openeuler22.3", "unknown", "openEuler 22.03 LTS")]
    // libguestfs: "unknown"; "unknown".
    [InlineData("nixos", "linux", "nixos", 23, 11, "unknown", "unknown", "nixos23.11", "unknown", "NixOS 23.11 (Tapir)")]
    // libguestfs: "unknown"; "unknown"; "unknown"; "unknown".
    [InlineData("photon", "linux", "photon", 5, 0, "rpm", "tdnf", "photon5.0", "unknown", "VMware Photon OS/Linux")]
    // libguestfs: "0.6.2".
    [InlineData("cirros", "linux", "cirros", 0, 6, "unknown", "unknown", "cirros0.6", "unknown", "Cirros 0.6.2")]
    // libguestfs: "0"; "0"; "freebsd0.0"; "unknown".
    [InlineData("freebsd", "freebsd", "freebsd", 13, 2, "unknown", "unknown", "freebsd13.2", "unknown", "FreeBSD 13.2-RELEASE")]
    // libguestfs: "Slackware 15.0".
    [InlineData("slackware", "linux", "slackware", 15, 0, "unknown", "unknown", "slackware15.0", "unknown", "Slackware 15.0 x86_64")]
    public void A_distribution_is_told_better_than_libguestfs_does(
        string name, string type, string distro, int major, int minor, string format, string management, string osinfo, string hostname, string product)
        => Check(name, type, distro, major, minor, format, management, osinfo, hostname, product);

    [Fact]
    public void The_build_is_in_os_release()
    {
        using var tree = Make("arch");
        Assert.Equal("rolling", SystemFacts.Read(tree.Reader)!.BuildId);
    }

    [Fact]
    public void A_relative_of_a_known_distribution_has_its_packages()
    {
        using var tree = new GuestTree().Folder("bin").File("etc/os-release", "ID=pop\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"22.04\"\n");
        var facts = SystemFacts.Read(tree.Reader)!;
        Assert.Equal(("pop", new PackageSystem("deb", "apt"), "pop22.4"), (facts.Distro, facts.Packages, facts.Osinfo));
    }

    private static void Check(
        string name, string type, string distro, int major, int minor, string format, string management, string osinfo, string hostname, string product)
    {
        using var tree = Make(name);
        var facts = SystemFacts.Read(tree.Reader)!;
        Assert.Equal(
            (type, distro, new ReleaseVersion(major, minor), new PackageSystem(format, management), osinfo, "x86_64", hostname, product),
            (facts.Type, facts.Distro, facts.Version, facts.Packages, facts.Osinfo, facts.Architecture, facts.Hostname, facts.Product));
    }

    private static GuestTree Make(string name)
    {
        var tree = new GuestTree().File("etc/fstab", "").File("bin/ls", BinaryTests.Elf(2, 1, 62));
        foreach (var (path, lines) in Trees[name])
        {
            _ = path.Split(" -> ") is [var link, var target] ? tree.Link(link, target) : tree.File(path, string.Concat(lines.Select(line => line + "\n")));
        }

        return tree;
    }

    private static Dictionary<string, List<(string Path, List<string> Lines)>> ReadTrees()
    {
        var trees = new Dictionary<string, List<(string Path, List<string> Lines)>>();
        List<(string Path, List<string> Lines)> tree = [];
        foreach (var line in Fixture.Lines("distros.txt"))
        {
            if (line.StartsWith("=== ", StringComparison.Ordinal))
            {
                trees[line[4..]] = tree = [];
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal))
            {
                tree.Add((line[4..], []));
            }
            else if (tree.Count > 0)
            {
                tree[^1].Lines.Add(line);
            }
        }

        return trees;
    }
}
