namespace GuestCtl.Client.Tests.Handle;

public sealed class StateTests : IDisposable
{
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void A_new_handle_is_being_configured()
    {
        Assert.True(_guest.IsConfig());
        Assert.False(_guest.IsLaunching());
        Assert.False(_guest.IsReady());
        Assert.False(_guest.IsBusy());
        Assert.Equal(0, _guest.GetState());
        Assert.Equal(Errno.ESRCH, Assert.Throws<GuestOperationException>(() => _guest.GetPid()).Errno);
        Assert.Contains("call launch", Assert.Throws<GuestOperationException>(_guest.WaitReady).Message);
    }

    [Fact]
    public void The_version_is_that_of_the_api_with_our_own_behind_it()
    {
        var version = _guest.Version();
        Assert.Equal((1, 56), (version.Major, version.Minor));
        Assert.StartsWith("guestctl=", version.Extra);
    }

    [Fact]
    public void Shutdown_and_its_old_name_do_nothing_before_launch()
    {
        _guest.Shutdown();
        _guest.KillSubprocess();
        Assert.True(_guest.IsConfig());
    }

    [Fact]
    public void What_asks_about_no_names_needs_no_launch()
    {
        Assert.Empty(_guest.Lstatlist("/", []));
        Assert.Empty(_guest.Lstatnslist("/", []));
        Assert.Empty(_guest.Lxattrlist("/", []));
        Assert.Empty(_guest.Readlinklist("/", []));
        Assert.Contains("call launch", Assert.Throws<GuestOperationException>(() => _guest.Readlinklist("/", ["a"])).Message);
    }

    [Fact]
    public void Names_of_devices_are_told_before_launch()
    {
        _guest.AddDriveScratch(1 << 20);
        foreach (var (name, canonical) in new[] { ("/dev/vda1", "/dev/sda1"), ("/dev/hdc", "/dev/sdc"), ("/dev/mapper/none", "/dev/mapper/none"), ("sda", "sda"), ("", "") })
        {
            Assert.Equal(canonical, _guest.CanonicalDeviceName(name));
        }

        Assert.Equal(0, _guest.DeviceIndex("/dev/xvda"));
        Assert.Equal(1, _guest.DeviceIndex("/dev/sdb"));
        foreach (var name in new[] { "/dev/sd", "/dev/sda1", "x" })
        {
            Assert.Equal(Errno.ENODEV, Assert.Throws<GuestOperationException>(() => _guest.DeviceIndex(name)).Errno);
        }

        Assert.Contains("call launch", Assert.Throws<GuestOperationException>(() => _guest.ListDevices()).Message);
    }

    [Fact]
    public void Features_can_only_be_asked_for_after_launch()
    {
        Assert.Contains("call launch", Assert.Throws<GuestOperationException>(() => _guest.Available(["lvm2"])).Message);
        Assert.Contains("call launch", Assert.Throws<GuestOperationException>(() => _guest.FeatureAvailable(["nonsense"])).Message);
        Assert.True(_guest.FeatureAvailable([]));
        _guest.Available([]);
    }

    [Fact]
    public void A_closed_handle_refuses_every_call()
    {
        _guest.Dispose();
        _guest.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _guest.GetMemsize());
        Assert.Throws<ObjectDisposedException>(_guest.PingDaemon);
        Assert.Throws<ObjectDisposedException>(_guest.Launch);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_sockets_have_a_directory_that_only_the_user_can_enter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var directory = _guest.GetSockdir();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        _guest.Dispose();
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public void A_trace_shows_the_call_its_arguments_and_its_result_and_no_secret()
    {
        var lines = new List<string>();
        _guest.EventRaised += e => lines.Add($"{e.Kind} {e.Text}");
        _guest.SetTrace(true);
        _guest.SetIdentifier("me");
        _guest.SetMemsize(512);
        Assert.Throws<GuestOperationException>(() => _guest.AddDrive("/no/such", readOnly: true, secret: "hunter2"));
        Assert.Contains("Trace me: set_memsize 512", lines);
        Assert.Contains("Trace me: set_memsize = 0", lines);
        Assert.Contains("Trace me: add_drive \"/no/such\" \"readonly:true\" \"***\"", lines);
        Assert.Contains(lines, l => l.StartsWith("Trace me: add_drive = -1 (error: ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("hunter2"));
        Assert.Contains("Enter set_memsize", lines);
    }
}
