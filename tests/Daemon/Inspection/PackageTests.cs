using System.Diagnostics;
using GuestCtl.Daemon.Services.Inspection.Packages;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class PackageTests : IDisposable
{
    private const string Status = """
        Package: adduser
        Status: install ok installed
        Priority: important
        Maintainer: Debian <x@example.org>
        Architecture: all
        Version: 3.134
        Description: add and remove users and groups
         This package includes commands.
         .
          - indented
        Conffiles:
         /etc/deluser.conf 773fb95e98a27947de4a95abb3d3f2a2

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1.0

        Package: libc-bin
        Status: hold ok installed
        Architecture: amd64
        Source: glibc (2.36-9)
        Version: 1:2.36-9+deb12u7
        Homepage: https://www.gnu.org/software/libc/libc.html
        Description: GNU C Library: Binaries

        Package: half
        Status: install ok half-installed
        Version: 2

        Version: 3
        Status: install ok installed

        """;

    private readonly GuestTree _tree = new();

    [Fact]
    public void Dpkg_has_what_is_installed_and_nothing_else()
    {
        _tree.File("var/lib/dpkg/status", Status);
        Assert.Equal(
            [
                new InstalledPackage("adduser", 0, "3.134", "")
                {
                    Architecture = "all", Summary = "add and remove users and groups", Description = "This package includes commands.\n.\n - indented",
                },
                new InstalledPackage("libc-bin", 1, "2.36", "9+deb12u7")
                {
                    Architecture = "amd64", SourcePackage = "glibc", Url = "https://www.gnu.org/software/libc/libc.html", Summary = "GNU C Library: Binaries",
                },
            ],
            Read("deb"));
    }

    [Fact]
    public void Images_without_dpkg_have_a_file_for_each_package()
    {
        _tree.File("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\n").File("var/lib/dpkg/status.d/tzdata.md5sums", "Package: no\nVersion: 1\n");
        Assert.Equal([("tzdata", "2024a", "0+deb12u1")], Read("deb").Select(p => (p.Name, p.Version, p.Release)));
    }

    [Theory]
    [InlineData("\0\0\0\u0001")]
    [InlineData("Package:\nStatus: install ok installed\nVersion: 1\n")]
    [InlineData(" continued\n: nothing\nPackage\nVersion 1\n\n\n\n")]
    [InlineData("Package: x\nStatus: installed\nVersion: 1\n")]
    public void Garbage_is_no_package(string status)
    {
        _tree.File("var/lib/dpkg/status", status);
        Assert.Empty(Read("deb"));
    }

    [Fact]
    public void A_field_without_end_is_cut()
    {
        var line = " " + new string('x', 100_000) + "\n";
        _tree.File("var/lib/dpkg/status", "Package: big\nStatus: install ok installed\nVersion: 1\nDescription: d\n" + string.Concat(Enumerable.Repeat(line, 200)));
        Assert.InRange(Assert.Single(Read("deb")).Description.Length, 1, 300_000);
    }

    [Fact]
    public void A_database_without_end_is_refused()
    {
        _tree.Sparse("var/lib/dpkg/status", Status, 1L << 40);
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<OperationFailedException>(() => Read("deb"));
        Assert.Equal("/var/lib/dpkg/status: longer than 256 MiB: it may be damaged", error.Message);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 30_000);
    }

    [Fact]
    public void More_packages_than_anyone_has_are_refused()
    {
        _tree.File("var/lib/dpkg/status", string.Concat(Enumerable.Range(0, 200_001).Select(i => $"Package: p{i}\nStatus: install ok installed\nVersion: 1\n\n")));
        Assert.Contains("larger than any real one", Assert.Throws<OperationFailedException>(() => Read("deb")).Message);
    }

    [Fact]
    public void Alpine_s_paragraphs_have_letters_for_names()
    {
        _tree.File("lib/apk/db/installed", "C:Q1abc\nP:busybox\nV:1.36.1-r2\nA:x86_64\nS:1\nT:Size optimized toolbox\nU:https://busybox.net/\nL:GPL\no:busybox-src\nF:bin\nR:busybox\n\nP:broken\n\nP:musl\nV:1.2.4-r1\n");
        Assert.Equal(
            [
                new InstalledPackage("busybox", 0, "1.36.1", "2") { Architecture = "x86_64", Url = "https://busybox.net/", SourcePackage = "busybox-src", Summary = "Size optimized toolbox" },
                new InstalledPackage("musl", 0, "1.2.4", "1"),
            ],
            Read("apk"));
    }

    [Fact]
    public void Arch_has_a_directory_for_each_package()
    {
        _tree.File("var/lib/pacman/local/ALPM_DB_VERSION", "9\n")
            .File("var/lib/pacman/local/systemd-255.2-1/desc", "%NAME%\nsystemd\n\n%VERSION%\n1:255.2-1\n\n%BASE%\nsystemd-base\n\n%DESC%\nsystem manager\n\n%URL%\nhttps://systemd.io\n\n%ARCH%\nx86_64\n\n%DEPENDS%\na\nb\n")
            .File("var/lib/pacman/local/broken-1/desc", "%NAME%\n\n%VERSION%\n");
        Assert.Equal(
            [new InstalledPackage("systemd", 1, "255.2", "1") { Architecture = "x86_64", Url = "https://systemd.io", SourcePackage = "systemd-base", Description = "system manager" }],
            Read("pacman"));
    }

    [Fact]
    public void Gentoo_s_packages_are_in_the_names_of_directories()
    {
        _tree.File("var/db/pkg/app-shells/bash-5.1_p16-r6/DESCRIPTION", "The standard shell\n")
            .File("var/db/pkg/app-shells/bash-5.1_p16-r6/CHOST", "x86_64-pc-linux-gnu\n")
            .File("var/db/pkg/dev-libs/libxml2-2.11.5/HOMEPAGE", "https://a https://b\n")
            .Folder("var/db/pkg/dev-libs/-MERGING-x-1").Folder("var/db/pkg/dev-libs/noversion");
        Assert.Equal(
            [
                new InstalledPackage("app-shells/bash", 0, "5.1_p16", "r6") { Architecture = "x86_64", Summary = "The standard shell" },
                new InstalledPackage("dev-libs/libxml2", 0, "2.11.5", "") { Url = "https://a" },
            ],
            Read("ebuild"));
    }

    [Fact]
    public void Void_s_packages_are_in_a_property_list()
    {
        _tree.File("var/db/xbps/pkgdb-0.38.plist", """
            <?xml version="1.0" encoding="UTF-8"?>
            <plist version="1.0">
            <dict>
            	<key>base-files</key>
            	<dict>
            		<key>architecture</key>
            		<string>x86_64</string>
            		<key>automatic-install</key>
            		<true/>
            		<key>homepage</key>
            		<string>http://www.voidlinux.org</string>
            		<key>pkgver</key>
            		<string>base-files-0.142_1</string>
            		<key>run_depends</key>
            		<array>
            			<string>xbps-triggers&gt;=0.123_1</string>
            		</array>
            		<key>short_desc</key>
            		<string>Files &amp; &lt;more&gt;</string>
            		<key>state</key>
            		<string>installed</string>
            	</dict>
            	<key>half</key>
            	<dict>
            		<key>pkgver</key>
            		<string>half-1_1</string>
            		<key>state</key>
            		<string>unpacked</string>
            	</dict>
            </dict>
            </plist>
            """);
        Assert.Equal(
            [new InstalledPackage("base-files", 0, "0.142", "1") { Architecture = "x86_64", Url = "http://www.voidlinux.org", Summary = "Files & <more>" }],
            Read("xbps"));
    }

    [Fact]
    public void Slackware_s_packages_are_in_the_names_of_files()
    {
        _tree.File("var/lib/pkgtools/packages/aaa_base-15.0-x86_64-4_slack15.0", "").File("var/lib/pkgtools/packages/xf86-video-ati-19.1.0-x86_64-1", "").File("var/lib/pkgtools/packages/x", "");
        Assert.Equal(
            [
                new InstalledPackage("aaa_base", 0, "15.0", "4_slack15.0") { Architecture = "x86_64" },
                new InstalledPackage("xf86-video-ati", 0, "19.1.0", "1") { Architecture = "x86_64" },
            ],
            InstalledPackages.Read(_tree.Reader, "unknown", "slackware", CancellationToken.None));
    }

    [Theory]
    [InlineData("deb")]
    [InlineData("rpm")]
    [InlineData("pacman")]
    [InlineData("apk")]
    [InlineData("ebuild")]
    [InlineData("xbps")]
    [InlineData("pisi")]
    public void A_missing_database_has_no_packages(string format) => Assert.Empty(Read(format));

    public void Dispose() => _tree.Dispose();

    private IReadOnlyList<InstalledPackage> Read(string format) => InstalledPackages.Read(_tree.Reader, format, "", CancellationToken.None);
}
