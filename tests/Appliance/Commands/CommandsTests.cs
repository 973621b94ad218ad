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
        Assert.Equal(22, error.Errno);
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
    public void Debug_lists_its_subcommands() => Assert.Contains("sh\n", _guest.Debug("help", []));

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
