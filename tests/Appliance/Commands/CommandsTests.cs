namespace GuestCtl.Appliance.Tests.Commands;

public sealed class CommandsTests(ScratchFixture fixture) : IClassFixture<ScratchFixture>
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Ping_daemon_answers() => _guest.PingDaemon();

    [Fact]
    public void Ping_daemon_before_launch_says_what_to_do()
    {
        using var guest = TestMachine.CreateHandle();
        var error = Assert.Throws<GuestOperationException>(guest.PingDaemon);
        Assert.Equal("ping_daemon: call launch before using this function", error.Message);
        Assert.Equal(Errno.EINVAL, error.Errno);
    }

    [Fact]
    public void Echo_daemon_joins_the_words_with_spaces()
        => Assert.Equal("a  b c\n\u00e9\udcff", _guest.EchoDaemon(["a", "", "b c\n\u00e9\udcff"]));

    [Fact]
    public void Utsname_is_the_kernel_that_uname_shows()
    {
        var name = _guest.Utsname();
        Assert.Equal(fixture.Shell("uname -s -r -v -m").Trim(), $"{name.Sysname} {name.Release} {name.Version} {name.Machine}");
    }

    [Fact]
    public void Dmesg_has_the_kernel_s_first_message() => Assert.Contains("Linux version 6.12", _guest.Dmesg());

    [Fact]
    public void Sleep_waits_for_the_seconds_asked_for()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _guest.Sleep(1);
        Assert.InRange(clock.ElapsedMilliseconds, 950, 20_000);
    }

    [Fact]
    public void Sleep_for_a_negative_time_is_refused()
        => Assert.Contains("must be 0 or more", Assert.Throws<GuestOperationException>(() => _guest.Sleep(-1)).Message);

    [Fact]
    public async Task A_cancelled_call_ends_at_once_and_leaves_the_handle_usable()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.SleepAsync(60, cancellation.Token));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 10_000);
        await _guest.PingDaemonAsync();
    }

    [Fact]
    public async Task A_long_call_does_not_hold_up_others()
    {
        var sleep = _guest.SleepAsync(3);
        await _guest.PingDaemonAsync();
        Assert.False(sleep.IsCompleted);
        await sleep;
    }

    [Fact]
    public void All_feature_groups_are_named_and_can_be_asked_for()
    {
        var groups = _guest.AvailableAllGroups();
        Assert.Contains("lvm2", groups);
        Assert.Equal(groups.Order(StringComparer.Ordinal), groups);
        Assert.All(groups, group => _guest.FeatureAvailable([group]));
        Assert.True(_guest.FeatureAvailable(["lvm2"]));
    }

    [Fact]
    public void Drop_caches_empties_the_cache()
    {
        fixture.Shell("cat /usr/bin/* > /dev/null 2>&1; true");
        long Cached() => long.Parse(fixture.Shell("sed -n 's/^Cached: *//p' /proc/meminfo").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var before = Cached();
        _guest.DropCaches(3);
        Assert.True(Cached() < before - 4096, $"{before} KiB before");
        Assert.Contains("whattodrop is 4, but must be 1, 2 or 3", Assert.Throws<GuestOperationException>(() => _guest.DropCaches(4)).Message);
    }

    [Fact]
    public void Umask_holds_for_what_is_made_and_can_be_read()
    {
        Assert.Equal(18, _guest.GetUmask());
        Assert.Equal(18, _guest.Umask(63));
        try
        {
            Assert.Equal(63, _guest.GetUmask());
            fixture.Shell("rm -f /run/umask; touch /run/umask");
            Assert.Equal("600\n", fixture.Shell("stat -c %a /run/umask"));
        }
        finally
        {
            Assert.Equal(63, _guest.Umask(18));
        }

        Assert.Contains("mask is 01000, but must be between 0 and 0777", Assert.Throws<GuestOperationException>(() => _guest.Umask(512)).Message);
    }

    [Fact]
    public void Modprobe_loads_a_module_and_what_it_needs()
    {
        Assert.DoesNotContain("\nminix ", "\n" + fixture.Shell("cat /proc/modules"));
        _guest.Modprobe("minix");
        _guest.Modprobe("minix");
        Assert.Contains("\nminix ", "\n" + fixture.Shell("cat /proc/modules"));
        Assert.Contains("nonsense", Assert.Throws<GuestOperationException>(() => _guest.Modprobe("nonsense")).Message);
        Assert.Equal(Errno.EINVAL, Assert.Throws<GuestOperationException>(() => _guest.Modprobe("")).Errno);
    }

    [Fact]
    public void Debug_cmdline_gives_the_kernel_s_words()
        => Assert.Equal(fixture.Shell("cat /proc/cmdline").Trim().Split(' '), _guest.DebugCmdline());

    [Fact]
    public void Debug_upload_puts_a_file_into_the_appliance()
    {
        var file = Path.Combine(fixture.HostDirectory, "tool");
        File.WriteAllText(file, "#!/bin/sh\necho it runs\n");
        _guest.DebugUpload(file, "/run/tool", 493);
        Assert.Equal("it runs\n", fixture.Shell("/run/tool"));
        Assert.Equal(Errno.ENOENT, Assert.Throws<GuestOperationException>(() => _guest.DebugUpload(file, "/no/tool", 493)).Errno);
    }

    [Fact]
    public async Task Internal_exit_ends_the_appliance()
    {
        await using var guest = TestMachine.CreateHandle();
        guest.AddDriveScratch(1 << 20);
        await guest.LaunchAsync();
        await guest.InternalExitAsync();
        await Assert.ThrowsAsync<ApplianceException>(() => guest.SleepAsync(30));
        await Assert.ThrowsAsync<ApplianceException>(() => guest.PingDaemonAsync());
    }

    [Fact]
    public void Debug_lists_its_subcommands() => Assert.Matches("^Commands supported: .* sh spew$", _guest.Debug("help", []));

    [Theory]
    [InlineData("echo a; echo b", "a\nb")]
    [InlineData("printf 'a\\n\\nb\\n\\n\\n'", "a\n\nb")]
    [InlineData("printf a", "a")]
    [InlineData("echo a >&2", "a")]
    [InlineData("true", "")]
    public void Debug_returns_what_a_command_prints_without_its_last_ends_of_lines(string command, string printed)
        => Assert.Equal(printed, _guest.Debug("sh", [command]));

    [Fact]
    public void Debug_reports_a_failing_command_with_what_it_said()
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.Debug("sh", ["echo no luck >&2; exit 3"]));
        Assert.Equal("debug: sh: no luck", error.Message);
    }

    [Fact]
    public void Debug_refuses_an_unknown_subcommand()
        => Assert.Contains("'nonsense' is not a subcommand", Assert.Throws<GuestOperationException>(() => _guest.Debug("nonsense", [])).Message);
}
