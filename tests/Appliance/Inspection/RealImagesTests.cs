namespace GuestCtl.Appliance.Tests.Inspection;

/// <summary>Inspects real installations. Expected is what their makers wrote down beside them, and what libguestfs 1.48 answered
/// for the same images.</summary>
public sealed class RealImagesTests : IClassFixture<RealImagesFixture>
{
    private const string Ext4 = "/dev/sda2";
    private const string Lvm = "/dev/debian/root";

    private readonly RealImagesFixture _fixture;
    private readonly GuestFs _guest;

    public RealImagesTests(RealImagesFixture fixture)
    {
        Assert.SkipUnless(RealImagesFixture.HasImages, "the test images are missing: run ./build.sh demo, or set GUESTCTL_TEST_IMAGES");
        (_fixture, _guest) = (fixture, fixture.Guest);
    }

    [Fact]
    public void Both_systems_are_found() => Assert.Equal([Ext4, Lvm], _guest.InspectOs());

    [Fact]
    public void The_roots_are_remembered() => Assert.Equal([Ext4, Lvm], _guest.InspectGetRoots());

    [Theory]
    [InlineData(Ext4, "demo-debian")]
    [InlineData(Lvm, "demo-lvm")]
    public void A_system_is_what_its_maker_says(string root, string hostname)
    {
        Assert.Equal("linux", _guest.InspectGetType(root));
        Assert.Equal("debian", _guest.InspectGetDistro(root));
        Assert.Equal((12, 15), (_guest.InspectGetMajorVersion(root), _guest.InspectGetMinorVersion(root)));
        Assert.Equal("Debian GNU/Linux 12 (bookworm)", _guest.InspectGetProductName(root));
        Assert.Equal("unknown", _guest.InspectGetProductVariant(root));
        Assert.Equal("unknown", _guest.InspectGetBuildId(root));
        Assert.Equal("x86_64", _guest.InspectGetArch(root));
        Assert.Equal(hostname, _guest.InspectGetHostname(root));
        Assert.Equal(("deb", "apt"), (_guest.InspectGetPackageFormat(root), _guest.InspectGetPackageManagement(root)));
        Assert.Equal("debian12", _guest.InspectGetOsinfo(root));
        Assert.Equal("installed", _guest.InspectGetFormat(root));
        Assert.False(_guest.InspectIsLive(root));
        Assert.False(_guest.InspectIsNetinst(root));
        Assert.False(_guest.InspectIsMultipart(root));
        Assert.Empty(_guest.InspectGetDriveMappings(root));
    }

    [Fact]
    public void Mount_points_and_file_systems_are_those_of_fstab()
    {
        Assert.Equal(new Dictionary<string, string> { ["/"] = Ext4 }, _guest.InspectGetMountpoints(Ext4));
        Assert.Equal(new Dictionary<string, string> { ["/"] = Lvm, ["/boot"] = "/dev/sdb1", ["/home"] = "/dev/debian/home" }, _guest.InspectGetMountpoints(Lvm));
        Assert.Equal(["/dev/sda2", "/dev/sda3"], _guest.InspectGetFilesystems(Ext4).Order());
        Assert.Equal(["/dev/debian/home", "/dev/debian/root", "/dev/debian/swap", "/dev/sdb1"], _guest.InspectGetFilesystems(Lvm).Order());
        Assert.Equal(Ext4, _guest.InspectGetFilesystems(Ext4)[0]);
    }

    [Theory]
    [InlineData(Ext4, "debian-ext4")]
    [InlineData(Lvm, "debian-lvm")]
    public void All_packages_are_listed_with_their_versions(string root, string image)
    {
        var packages = _guest.InspectListApplications2(root);
        Assert.Equal(
            RealImagesFixture.Packages(image).Order(StringComparer.Ordinal),
            packages.Select(p => $"{p.Name}\t{Version(p)}\t{p.Arch}").Order(StringComparer.Ordinal));
        Assert.Equal(packages.Select(p => p.Name).Order(StringComparer.Ordinal), packages.Select(p => p.Name));
        Assert.Equal(packages.Select(p => p.Name), _guest.InspectListApplications(root).Select(p => p.Name));
    }

    [Fact]
    public void A_package_has_its_description()
    {
        var adduser = _guest.InspectListApplications2(Ext4)[0];
        Assert.Equal(("adduser", 0, "3.134", "", "all"), (adduser.Name, adduser.Epoch, adduser.Version, adduser.Release, adduser.Arch));
        Assert.Equal("add and remove users and groups", adduser.Summary);
        Assert.StartsWith("This package includes the 'adduser' and 'deluser' commands for creating\nand removing users.\n.\n - 'adduser' creates", adduser.Description);
        Assert.Equal("", adduser.Url + adduser.SourcePackage + adduser.Publisher + adduser.DisplayName);
    }

    [Theory]
    [InlineData("bash", 0, "5.2.15", "2+b13", "http://tiswww.case.edu/php/chet/bash/bashtop.html", "bash", "GNU Bourne Again SHell")]
    [InlineData("dmsetup", 2, "1.02.185", "2", "https://sourceware.org/lvm2/", "lvm2", "Linux Kernel Device Mapper userspace library")]
    [InlineData("diffutils", 1, "3.8", "4", "https://www.gnu.org/software/diffutils/", "", "File comparison utilities")]
    [InlineData("dpkg", 0, "1.21.23", "", "https://wiki.debian.org/Teams/Dpkg", "", "Debian package management system")]
    public void A_package_has_the_fields_that_libguestfs_gives_it(string name, int epoch, string version, string release, string url, string source, string summary)
    {
        var package = _guest.InspectListApplications2(Ext4).Single(p => p.Name == name);
        Assert.Equal(
            (epoch, version, release, "amd64", url, source, summary),
            (package.Epoch, package.Version, package.Release, package.Arch, package.Url, package.SourcePackage, package.Summary));
    }

    [Fact]
    public void What_is_mounted_is_what_is_listed()
    {
        _guest.MountRo(Ext4, "/");
        Assert.Equal(RealImagesFixture.Packages("debian-ext4").Length, _guest.InspectListApplications2(Ext4).Length);
        Assert.Equal(1678, _guest.InspectGetIcon(Ext4).Length);
        _guest.UmountAll();
    }

    [Fact]
    public void The_logo_is_found_without_a_mount()
    {
        var icon = _guest.InspectGetIcon(Ext4);
        Assert.Equal(1678, icon.Length);
        Assert.Equal("PNG"u8.ToArray(), icon[1..4]);
        Assert.Empty(_guest.InspectGetIcon(Ext4, favicon: false, highQuality: true));
    }

    [Fact]
    public void Inspection_unmounts_everything_and_leaves_nothing_behind()
    {
        var before = _fixture.Shell("cat /proc/mounts; ls /run/guestctl");
        _guest.MountRo(Ext4, "/");
        _guest.InspectOs();
        Assert.Empty(_guest.Mounts());
        Assert.Equal(before, _fixture.Shell("cat /proc/mounts; ls /run/guestctl"));
        Assert.DoesNotContain("inspect", _fixture.Shell("ls /run/guestctl"));
    }

    [Fact]
    public void Binaries_have_an_architecture_and_other_files_are_an_error()
    {
        _guest.MountRo(Ext4, "/");
        try
        {
            Assert.Equal("x86_64", _guest.FileArchitecture("/bin/ls"));
            Assert.Equal("x86_64", _guest.FileArchitecture("/bin/sh"));
            Assert.Equal("/etc/passwd: the architecture of this file cannot be told", Failure(() => _guest.FileArchitecture("/etc/passwd")).Message["file_architecture: ".Length..]);
            Assert.Equal(Errno.EISDIR, Failure(() => _guest.FileArchitecture("/bin")).Errno);
            Assert.Equal(Errno.ENOENT, Failure(() => _guest.FileArchitecture("/nonexistent")).Errno);
        }
        finally
        {
            _guest.UmountAll();
        }
    }

    [Fact]
    public void Paths_get_the_letters_that_the_files_have()
    {
        _guest.MountRo(Ext4, "/");
        try
        {
            Assert.Equal("/bin/ls", _guest.CaseSensitivePath("/BIN/LS"));
            Assert.Equal("/etc/passwd", _guest.CaseSensitivePath("/ETC/PassWD"));
            Assert.Equal("/etc/NOPE", _guest.CaseSensitivePath("/etc/NOPE"));
            Assert.Equal("/etc", _guest.CaseSensitivePath("/etc/"));
            Assert.Equal("/", _guest.CaseSensitivePath("/"));
            var error = Failure(() => _guest.CaseSensitivePath("/etc/NOPE/x"));
            Assert.Equal(("case_sensitive_path: /etc/NOPE/x: NOPE: No such file or directory", Errno.ENOENT), (error.Message, error.Errno));
            Assert.Equal(Errno.ENOENT, Failure(() => _guest.CaseSensitivePath("/etc/../etc")).Errno);
            Assert.Equal(Errno.ENOENT, Failure(() => _guest.CaseSensitivePath("/etc/NOPE/")).Errno);
            Assert.Equal(Errno.ENOTDIR, Failure(() => _guest.CaseSensitivePath("/etc/passwd/")).Errno);
        }
        finally
        {
            _guest.UmountAll();
        }
    }

    [Fact]
    public void An_unknown_root_is_an_error_that_names_it()
    {
        Action<string>[] calls =
        [
            r => _guest.InspectGetType(r), r => _guest.InspectGetArch(r), r => _guest.InspectGetDistro(r), r => _guest.InspectGetMajorVersion(r),
            r => _guest.InspectGetMinorVersion(r), r => _guest.InspectGetProductName(r), r => _guest.InspectGetProductVariant(r), r => _guest.InspectGetBuildId(r),
            r => _guest.InspectGetPackageFormat(r), r => _guest.InspectGetPackageManagement(r), r => _guest.InspectGetHostname(r), r => _guest.InspectGetOsinfo(r),
            r => _guest.InspectGetMountpoints(r), r => _guest.InspectGetFilesystems(r), r => _guest.InspectGetDriveMappings(r), r => _guest.InspectGetFormat(r),
            r => _guest.InspectIsLive(r), r => _guest.InspectIsNetinst(r), r => _guest.InspectIsMultipart(r), r => _guest.InspectListApplications2(r),
            r => _guest.InspectListApplications(r), r => _guest.InspectGetIcon(r),
        ];
        foreach (var call in calls)
        {
            var error = Failure(() => call("/dev/sda1"));
            Assert.Contains("/dev/sda1: root device not found: only call this function with a root that inspect_os returned", error.Message);
            Assert.Equal(Errno.EINVAL, error.Errno);
        }
    }

    private static GuestOperationException Failure(Func<object> call) => Assert.Throws<GuestOperationException>(() => call());

    private static GuestOperationException Failure(Action call) => Assert.Throws<GuestOperationException>(call);

    private static string Version(Application2 p)
        => (p.Epoch > 0 ? $"{p.Epoch}:" : "") + p.Version + (p.Release.Length > 0 ? "-" + p.Release : "");
}
