using System.Diagnostics;

namespace GuestCtl.Appliance.Tests.Inspection;

public sealed class MadeGuestsTests(MadeGuestsFixture fixture) : IClassFixture<MadeGuestsFixture>
{
    private const string Alpine = "/dev/sda3";
    private const string Hostile = "/dev/sda4";
    private const string Ubuntu = "/dev/ubuntu-vg/root";
    private const string Fedora = "btrfsvol:/dev/sdb/root";
    private const string Suse = "/dev/sdc";
    private const string Arch = "/dev/sdd";

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void All_systems_are_found_and_snapshots_damage_and_data_are_none()
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal([Alpine, Hostile, Suse, Arch, Ubuntu, Fedora], _guest.InspectOs().Order(StringComparer.Ordinal));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 120_000);
    }

    [Theory]
    [InlineData(Alpine, "alpinelinux", "3.18", "apk", "apk", "alpinelinux3.18", "alpine", "Alpine Linux v3.18")]
    [InlineData(Ubuntu, "ubuntu", "22.4", "deb", "apt", "ubuntu22.04", "jammy", "Ubuntu 22.04.3 LTS")]
    [InlineData(Fedora, "fedora", "39.0", "rpm", "dnf", "fedora39", "unknown", "Fedora Linux 39")]
    [InlineData(Suse, "opensuse", "15.5", "rpm", "zypper", "opensuse15.5", "unknown", "openSUSE Leap 15.5")]
    [InlineData(Arch, "archlinux", "0.0", "pacman", "pacman", "archlinux", "unknown", "Arch Linux")]
    public void Each_system_is_recognised(string root, string distro, string version, string format, string management, string osinfo, string hostname, string product)
    {
        Roots();
        Assert.Equal(
            ("linux", distro, version, format, management, osinfo, "x86_64", hostname, product),
            (_guest.InspectGetType(root), _guest.InspectGetDistro(root), $"{_guest.InspectGetMajorVersion(root)}.{_guest.InspectGetMinorVersion(root)}",
                _guest.InspectGetPackageFormat(root), _guest.InspectGetPackageManagement(root), _guest.InspectGetOsinfo(root), _guest.InspectGetArch(root),
                _guest.InspectGetHostname(root), _guest.InspectGetProductName(root)));
    }

    [Fact]
    public void The_build_of_a_rolling_release_is_told() => Assert.Equal("rolling", Roots().Contains(Arch) ? _guest.InspectGetBuildId(Arch) : "");

    [Fact]
    public void Volumes_labels_and_other_names_in_fstab_are_the_devices_they_mean()
    {
        Roots();
        Assert.Equal(
            [("/", Ubuntu), ("/boot", "/dev/sda1"), ("/srv/data", "/dev/sda5"), ("/usr", "/dev/ubuntu-vg/usr"), ("/var", "/dev/ubuntu-vg/var")],
            _guest.InspectGetMountpoints(Ubuntu).Select(m => (m.Key, m.Value)));
        Assert.Equal(
            [Ubuntu, "/dev/sda1", "/dev/ubuntu-vg/usr", "/dev/ubuntu-vg/var", "/dev/sda7", "/dev/sda5"], _guest.InspectGetFilesystems(Ubuntu));
        Assert.Equal([("/", Alpine)], _guest.InspectGetMountpoints(Alpine).Select(m => (m.Key, m.Value)));
        Assert.Equal([("/", Arch)], _guest.InspectGetMountpoints(Arch).Select(m => (m.Key, m.Value)));
    }

    [Fact]
    public void Subvolumes_are_mountables()
    {
        Roots();
        Assert.Equal([("/", Fedora), ("/home", "btrfsvol:/dev/sdb/home")], _guest.InspectGetMountpoints(Fedora).Select(m => (m.Key, m.Value)));
        Assert.Equal([("/", Suse), ("/home", "btrfsvol:/dev/sdc/@/home")], _guest.InspectGetMountpoints(Suse).Select(m => (m.Key, m.Value)));
        foreach (var (target, mountable) in _guest.InspectGetMountpoints(Ubuntu))
        {
            _guest.MountRo(mountable, target == "/srv/data" ? "/boot" : target);
        }

        _guest.UmountAll();
    }

    [Theory]
    [InlineData(Fedora, "sqlite")]
    [InlineData(Suse, "ndb")]
    public void The_packages_are_those_that_rpm_lists(string root, string database)
    {
        Roots();
        const string Format = "'%|EPOCH?{%{EPOCH}}:{0}| %{NAME} %{VERSION} %{RELEASE} %{ARCH} %{SUMMARY}\\n'";
        var expected = fixture.Shell($"rpm --dbpath {MadeGuestsFixture.RpmDirectory}/{database} -qa --qf {Format}");
        Assert.Equal(
            expected.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal),
            _guest.InspectListApplications2(root).Select(p => $"{p.Epoch} {p.Name} {p.Version} {p.Release} {p.Arch} {p.Summary}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Other_package_managers_are_read_too()
    {
        Roots();
        var musl = Assert.Single(_guest.InspectListApplications2(Alpine));
        Assert.Equal(("musl", "1.2.4", "1", "x86_64"), (musl.Name, musl.Version, musl.Release, musl.Arch));
        var linux = Assert.Single(_guest.InspectListApplications2(Arch));
        Assert.Equal(("linux", "6.6.1.arch1", "1"), (linux.Name, linux.Version, linux.Release));
        var a = Assert.Single(_guest.InspectListApplications(Ubuntu));
        Assert.Equal(("a", 1, "2", "3"), (a.Name, a.Epoch, a.Version, a.Release));
    }

    [Fact]
    public void Hostile_files_are_read_no_further_than_they_make_sense()
    {
        Roots();
        Assert.Equal(("debian", 0), (_guest.InspectGetDistro(Hostile), _guest.InspectGetMajorVersion(Hostile)));
        Assert.Equal(("unknown", "unknown"), (_guest.InspectGetHostname(Hostile), _guest.InspectGetArch(Hostile)));
        Assert.Contains(Hostile, _guest.InspectGetFilesystems(Hostile));
        Assert.Equal(Hostile, _guest.InspectGetMountpoints(Hostile)["/"]);
        Assert.Empty(_guest.InspectGetIcon(Hostile));
        Assert.Contains("/var/lib/dpkg/status: longer than 256 MiB", Assert.Throws<GuestOperationException>(() => _guest.InspectListApplications2(Hostile)).Message);
        _guest.PingDaemon();
        Assert.DoesNotContain("inspect", fixture.Shell("cat /proc/mounts; ls /run/guestctl"));
    }

    [Fact]
    public void Initrds_of_all_kinds_have_an_architecture_and_scripts_have_none()
    {
        _guest.UmountAll();
        _guest.MountRo(Arch, "/");
        try
        {
            foreach (var kind in (string[])["gzip", "xz", "zstd", "bzip2", "lzop"])
            {
                Assert.Equal("x86_64", _guest.FileArchitecture($"/boot/initrd.{kind}"));
            }

            Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.FileArchitecture("/bin/script")).Errno);
        }
        finally
        {
            _guest.UmountAll();
        }
    }

    [Fact]
    public void Before_the_inspection_there_are_no_roots_and_the_error_says_what_to_do()
    {
        using var guest = TestMachine.CreateHandle();
        guest.AddDriveScratch(1 << 20);
        guest.Launch();
        Assert.Empty(guest.InspectGetRoots());
        var error = Assert.Throws<GuestOperationException>(() => guest.InspectGetType("/dev/sda"));
        Assert.Equal(("inspect_get_type: /dev/sda: nothing has been inspected yet: call inspect_os first", Errno.EINVAL), (error.Message, error.Errno));
        Assert.Empty(guest.InspectOs());
        Assert.Empty(guest.InspectGetRoots());
        Assert.Contains("root device not found", Assert.Throws<GuestOperationException>(() => guest.InspectGetType("/dev/sda")).Message);
        Assert.Contains("no file system is mounted", Assert.Throws<GuestOperationException>(() => guest.CaseSensitivePath("/x")).Message);
    }

    // One inspection serves all tests.
    private string[] Roots() => _guest.InspectGetRoots() is { Length: > 0 } known ? known : _guest.InspectOs();
}
