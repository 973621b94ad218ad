using GuestCtl.Events;

namespace GuestCtl.Appliance.Tests.Handle;

public sealed class LaunchTests
{
    [Fact]
    public async Task A_launched_handle_is_ready_until_it_is_shut_down()
    {
        await using var guest = TestMachine.CreateHandle();
        var events = new List<GuestEventKind>();
        guest.EventRaised += e => events.Add(e.Kind);
        guest.AddDriveScratch(1 << 20);
        await guest.LaunchAsync();
        guest.WaitReady();
        Assert.True(guest.IsReady());
        Assert.Equal(2, guest.GetState());
        Assert.Contains("qemu", File.ReadAllText($"/proc/{guest.GetPid()}/comm"));
        Assert.Contains(GuestEventKind.LaunchDone, events);
        Assert.Contains("only be called before launch", Assert.Throws<GuestOperationException>(guest.Launch).Message);
        Assert.Contains("only be called before launch", Assert.Throws<GuestOperationException>(() => guest.SetMemsize(512)).Message);
        Assert.Equal("set_memsize", Assert.Throws<GuestOperationException>(() => guest.ParseEnvironmentList(["LIBGUESTFS_MEMSIZE=512"])).Function);
        guest.ParseEnvironmentList(["LIBGUESTFS_DEBUG=0"]);

        var qemu = guest.GetPid();
        await guest.ShutdownAsync();
        Assert.True(guest.IsConfig());
        Assert.False(Directory.Exists($"/proc/{qemu}"));
        Assert.Contains(GuestEventKind.SubprocessQuit, events);
        Assert.Contains("call launch", Assert.Throws<GuestOperationException>(guest.PingDaemon).Message);
    }

    [Fact]
    public async Task A_verbose_handle_raises_the_console_s_output()
    {
        await using var guest = TestMachine.CreateHandle();
        var console = new System.Text.StringBuilder();
        guest.EventRaised += e =>
        {
            if (e.Kind == GuestEventKind.Appliance)
            {
                lock (console)
                {
                    console.Append(e.Text);
                }
            }
        };
        guest.SetVerbose(true);
        guest.SetAppend("guestctl.test=1");
        await guest.LaunchAsync();
        lock (console)
        {
            Assert.Contains("Linux version", console.ToString());
        }

        Assert.Contains("guestctl.test=1", guest.Debug("sh", ["cat /proc/cmdline"]));
    }

    [Fact]
    public async Task Memory_and_processors_are_those_asked_for()
    {
        await using var guest = TestMachine.CreateHandle();
        guest.SetMemsize(400);
        guest.SetSmp(2);
        await guest.LaunchAsync();
        var kilobytes = int.Parse(guest.Debug("sh", ["awk '/MemTotal/ {print $2}' /proc/meminfo"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(kilobytes, 250 * 1024, 400 * 1024);
        Assert.Equal("2", guest.Debug("sh", ["nproc"]).Trim());
    }

    [Fact]
    public async Task Feature_groups_are_those_of_the_tools_in_the_appliance()
    {
        await using var guest = TestMachine.CreateHandle();
        await guest.LaunchAsync();
        guest.Available([]);
        Assert.True(guest.FeatureAvailable([]));
        Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<GuestOperationException>(() => guest.Available(["ldm"])).Errno);
        Assert.False(guest.FeatureAvailable(["ldm"]));
        Assert.Contains("'nonsense' is not known", Assert.Throws<GuestOperationException>(() => guest.Available(["nonsense"])).Message);
    }

    [Fact]
    public async Task The_clock_of_the_appliance_is_the_host_s()
    {
        await using var guest = TestMachine.CreateHandle();
        await guest.LaunchAsync();
        var seconds = long.Parse(guest.Debug("sh", ["date +%s"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(seconds - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), -2, 2);
    }

    [Fact]
    public async Task Two_appliances_have_different_random_numbers()
    {
        var numbers = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            await using var guest = TestMachine.CreateHandle();
            await guest.LaunchAsync();
            Assert.True(numbers.Add(guest.Debug("sh", ["od -An -N16 -tx1 /dev/urandom"])));
        }
    }

    [Fact]
    public async Task A_ready_made_appliance_is_found_on_the_path_and_none_is_built()
    {
        var empty = Directory.CreateTempSubdirectory("guestctl-cache-").FullName;
        try
        {
            string usual;
            await using (var first = TestMachine.CreateHandle())
            {
                await first.LaunchAsync();
                usual = first.Settings.EffectiveCacheDirectory;
            }

            await using var guest = TestMachine.CreateHandle();
            guest.SetPath($"/no/such/place:{usual}");
            guest.SetCachedir(empty);
            await guest.LaunchAsync();
            await guest.PingDaemonAsync();
            Assert.False(Directory.Exists(Path.Combine(empty, "appliance")));
        }
        finally
        {
            Directory.Delete(empty, recursive: true);
        }
    }
}
