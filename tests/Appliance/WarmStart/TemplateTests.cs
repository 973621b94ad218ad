namespace GuestCtl.Appliance.Tests.WarmStart;

/// <summary>When a template is made, and when it is used.</summary>
public sealed class TemplateTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task The_first_launch_saves_a_template_and_the_next_ones_start_from_it()
    {
        await using (var first = await workshop.LaunchAsync(guest => guest.SetMemsize(600)))
        {
            Assert.False(Workshop.IsWarm(first));
            Assert.Equal("hello", await first.EchoDaemonAsync(["hello"]));
        }

        await using var second = await workshop.LaunchAsync(guest => guest.SetMemsize(600));
        await using var third = await workshop.LaunchAsync(guest => guest.SetMemsize(600));
        Assert.All([second, third], guest => Assert.True(Workshop.IsWarm(guest)));
        Assert.Empty(workshop.Warnings);
    }

    [Fact]
    public async Task Handles_of_one_template_do_not_see_each_other_s_changes()
    {
        await workshop.PrepareAsync();
        await using var one = await workshop.LaunchAsync();
        await using var two = await workshop.LaunchAsync();
        await one.DebugAsync("sh", ["mkfs.ext2 -q /dev/sda; echo one > /tmp/mark"]);
        await two.DebugAsync("sh", ["mkfs.ext2 -q /dev/sda; echo two > /tmp/mark"]);
        Assert.Equal("one", (await one.DebugAsync("sh", ["cat /tmp/mark"])).Trim());
        Assert.Equal("two", (await two.DebugAsync("sh", ["cat /tmp/mark"])).Trim());
        await using var three = await workshop.LaunchAsync();
        Assert.Equal("none", (await three.DebugAsync("sh", ["cat /tmp/mark 2>/dev/null || echo none"])).Trim());
    }

    [Fact]
    public async Task Eight_drives_come_in_their_order()
    {
        await workshop.PrepareAsync();
        await using var guest = workshop.Create();
        for (var i = 1; i <= 8; i++)
        {
            guest.AddDriveScratch(i << 20, label: "drive" + (char)('a' + i - 1));
        }

        await guest.LaunchAsync();
        Assert.True(Workshop.IsWarm(guest), string.Join("\n", workshop.Warnings));
        var devices = await guest.ListDevicesAsync();
        Assert.Equal(Enumerable.Range(1, 8).Select(i => (long)i << 20), await Task.WhenAll(devices.Select(device => guest.BlockdevGetsize64Async(device))));
        Assert.Equal("/dev/sdc", guest.ListDiskLabels()["drivec"]);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("verbose")]
    [InlineData("arguments")]
    public async Task Some_handles_boot(string why)
    {
        await workshop.PrepareAsync();
        await using var guest = await workshop.LaunchAsync(guest =>
        {
            switch (why)
            {
                case "off":
                    guest.SetBackendSetting("warm_start", "off");
                    break;
                case "verbose":
                    guest.SetVerbose(true);
                    break;
                default:
                    guest.Config("-boot", "menu=off");
                    break;
            }
        });
        Assert.False(Workshop.IsWarm(guest));
    }

    [Fact]
    public async Task Other_settings_have_templates_of_their_own()
    {
        await workshop.PrepareAsync();
        var before = workshop.Templates.Count;
        await using (var first = await workshop.LaunchAsync(guest => guest.SetAppend("guestctl.other=1")))
        {
            Assert.False(Workshop.IsWarm(first));
        }

        Assert.Equal(before + 1, workshop.Templates.Count);
        await using var second = await workshop.LaunchAsync(guest => guest.SetAppend("guestctl.other=1"));
        Assert.True(Workshop.IsWarm(second));
        Assert.Contains("guestctl.other=1", await second.DebugAsync("sh", ["cat /proc/cmdline"]));
    }

    [Fact]
    public async Task The_clock_is_the_host_s_whatever_the_template_s_age()
    {
        using var shop = new Workshop();
        await using (var first = await shop.LaunchAsync(clock: new YearsAgo(3)))
        {
            Assert.InRange(await ReadClockAsync(first), 0, DateTimeOffset.UtcNow.AddYears(-2).ToUnixTimeMilliseconds());
        }

        await using var guest = await shop.LaunchAsync();
        Assert.True(Workshop.IsWarm(guest), string.Join("\n", workshop.Warnings));
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.InRange(await ReadClockAsync(guest), before - 1000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 1000);
    }

    private static async Task<long> ReadClockAsync(GuestFs guest)
        => long.Parse((await guest.DebugAsync("sh", ["date +%s%3N"])).Trim(), System.Globalization.CultureInfo.InvariantCulture);

    private sealed class YearsAgo(int years) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddYears(-years);
    }
}
