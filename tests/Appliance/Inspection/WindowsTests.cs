using System.Buffers.Binary;
using System.Text;
using GuestCtl.Testing;

namespace GuestCtl.Appliance.Tests.Inspection;

/// <summary>Windows as far as inspection looks at it, on NTFS, and a Linux beside it.</summary>
public sealed class WindowsFixture : GuestFixture
{
    /// <summary>The root of Windows.</summary>
    public const string Windows = "/dev/sda1";

    /// <summary>The root of Linux.</summary>
    public const string Linux = "/dev/sdb";

    private const uint Signature = 0x12345678;

    /// <summary>The largest icon of explorer.exe: the beginning of a PNG image of 256 by 256 pixels with an alpha channel.</summary>
    public static byte[] Icon => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 1, 0, 0, 0, 1, 0, 8, 6, 0, 0, 0, 1, 2, 3, 4];

    /// <summary>The hive of HKLM\SOFTWARE.</summary>
    public static byte[] Software
    {
        get
        {
            var software = new HiveKey("CMI-CreateHive");
            software.At("Microsoft\\Windows NT\\CurrentVersion")
                .Text("ProductName", "Windows 10 Pro").Text("CurrentVersion", "6.3").Number("CurrentMajorVersionNumber", 10).Number("CurrentMinorVersionNumber", 0)
                .Text("InstallationType", "Client").Text("CurrentBuildNumber", "22631");
            software.At("Microsoft\\Windows\\CurrentVersion\\Uninstall\\{1234}").Text("DisplayName", "Schöne Sache").Text("DisplayVersion", "1.2");
            software.At("Microsoft\\Windows\\CurrentVersion\\Group Policy\\History\\{35378EAC-683F-11D2-A89A-00C04FBBCFA2}");
            return HiveFile.Write(software);
        }
    }

    private static byte[] Machine
    {
        get
        {
            var system = new HiveKey("ROOT");
            system.At("Select").Number("Current", 1);
            system.At("ControlSet001\\Services\\Tcpip\\Parameters").Text("Hostname", "winbox");
            var place = new byte[12];
            BinaryPrimitives.WriteUInt32LittleEndian(place, Signature);
            BinaryPrimitives.WriteInt64LittleEndian(place.AsSpan(4), 1 << 20);
            system.At("MountedDevices").Bytes(@"\DosDevices\C:", place).Bytes(@"\DosDevices\D:", new byte[12]);
            return HiveFile.Write(system);
        }
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(40 << 20);
        Guest.AddDriveScratch(8 << 20);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell($"printf 'label: dos\\nlabel-id: 0x{Signature:x}\\nstart=1MiB, type=7\\n' | sfdisk -q /dev/sda && mkntfs -q -Q /dev/sda1 && mke2fs -q /dev/sdb");
        Guest.Mount(Windows, "/");
        Guest.MkdirP("/Windows/System32/config");
        var program = new byte[256];
        "MZ"u8.CopyTo(program);
        program[0x3c] = 0x80;
        "PE\0\0\x64"u8.CopyTo(program.AsSpan(0x80));
        program[0x85] = 0x86;
        Guest.Write("/Windows/System32/cmd.exe", program);
        Guest.Write("/Windows/EXPLORER.exe", PeProgram.With(true, (3, 7, Icon), (14, 100, PeProgram.Group((0, 32, 7)))));
        Guest.Write("/Windows/System32/config/SOFTWARE", Software);
        Guest.Write("/Windows/System32/config/SYSTEM", Machine);
        Guest.UmountAll();
        Guest.Mount(Linux, "/");
        foreach (var directory in (string[])["/etc", "/bin", "/boot", "/usr"])
        {
            Guest.Mkdir(directory);
        }

        Guest.Touch("/etc/fstab");
        Guest.UmountAll();
        return ValueTask.CompletedTask;
    }
}

public sealed class WindowsTests(WindowsFixture fixture) : IClassFixture<WindowsFixture>
{
    private const string Windows = WindowsFixture.Windows;

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Windows_is_recognised_by_its_Registry()
    {
        Inspect();
        Assert.Equal(
            ("windows", "windows", "x86_64", "10.0", "Windows 10 Pro", "Client", "winbox", "22631", "win11"),
            (_guest.InspectGetType(Windows), _guest.InspectGetDistro(Windows), _guest.InspectGetArch(Windows),
                $"{_guest.InspectGetMajorVersion(Windows)}.{_guest.InspectGetMinorVersion(Windows)}", _guest.InspectGetProductName(Windows),
                _guest.InspectGetProductVariant(Windows), _guest.InspectGetHostname(Windows), _guest.InspectGetBuildId(Windows), _guest.InspectGetOsinfo(Windows)));
        Assert.Equal(("unknown", "unknown"), (_guest.InspectGetPackageFormat(Windows), _guest.InspectGetPackageManagement(Windows)));
    }

    [Fact]
    public void What_only_Windows_has_is_told()
    {
        Inspect();
        Assert.Equal(
            ("/Windows", "ControlSet001", "/Windows/System32/config/SOFTWARE", "/Windows/System32/config/SYSTEM", true),
            (_guest.InspectGetWindowsSystemroot(Windows), _guest.InspectGetWindowsCurrentControlSet(Windows), _guest.InspectGetWindowsSoftwareHive(Windows),
                _guest.InspectGetWindowsSystemHive(Windows), _guest.InspectGetWindowsGroupPolicy(Windows)));
        Assert.Equal([("C", Windows)], _guest.InspectGetDriveMappings(Windows).Select(drive => (drive.Key, drive.Value)));
        var program = Assert.Single(_guest.InspectListApplications2(Windows));
        Assert.Equal(("{1234}", "Schöne Sache", "1.2"), (program.Name, program.DisplayName, program.Version));
    }

    [Fact]
    public void The_icon_is_the_one_of_explorer_exe()
    {
        Inspect();
        Assert.Equal(WindowsFixture.Icon, _guest.InspectGetIcon(Windows));
        Assert.Equal(WindowsFixture.Icon, _guest.InspectGetIcon(Windows, highQuality: true));
        Assert.Empty(_guest.InspectGetIcon(WindowsFixture.Linux));
    }

    [Fact]
    public void The_hive_that_is_named_can_be_opened_and_changed()
    {
        Inspect();
        _guest.Mount(Windows, "/");
        _guest.HivexOpen(_guest.InspectGetWindowsSoftwareHive(Windows), write: true);
        var node = new[] { "Microsoft", "Windows NT", "CurrentVersion" }.Aggregate(_guest.HivexRoot(), (parent, name) => _guest.HivexNodeGetChild(parent, name));
        Assert.Equal("Windows 10 Pro", _guest.HivexValueString(_guest.HivexNodeGetValue(node, "ProductName")));
        _guest.HivexNodeSetValue(node, "ProductName", 1, Encoding.Unicode.GetBytes("Windows 10 Home\0"));
        _guest.HivexCommit(null);
        _guest.HivexClose();
        _guest.UmountAll();
        _guest.InspectOs();
        Assert.Equal("Windows 10 Home", _guest.InspectGetProductName(Windows));
        _guest.Mount(Windows, "/");
        _guest.Write("/Windows/System32/config/SOFTWARE", WindowsFixture.Software);
        _guest.UmountAll();
        _guest.InspectOs();
    }

    [Fact]
    public void Other_systems_have_nothing_of_it()
    {
        Inspect();
        Action[] calls =
        [
            () => _guest.InspectGetWindowsSystemroot(WindowsFixture.Linux), () => _guest.InspectGetWindowsCurrentControlSet(WindowsFixture.Linux),
            () => _guest.InspectGetWindowsSoftwareHive(WindowsFixture.Linux), () => _guest.InspectGetWindowsSystemHive(WindowsFixture.Linux),
            () => _guest.InspectGetWindowsGroupPolicy(WindowsFixture.Linux),
        ];
        Assert.All(calls, call => Assert.Contains("/dev/sdb: this is not Windows", Assert.Throws<GuestOperationException>(call).Message));
        Assert.Empty(_guest.InspectGetDriveMappings(WindowsFixture.Linux));
    }

    private void Inspect()
    {
        if (_guest.InspectGetRoots().Length == 0)
        {
            Assert.Equal([Windows, WindowsFixture.Linux], _guest.InspectOs().Order(StringComparer.Ordinal));
        }
    }
}
