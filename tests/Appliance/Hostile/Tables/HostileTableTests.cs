namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>Tables that are huge, cyclic, twice the same, or absurd: whoever reads them ends, and the healthy drive beside them is still found.</summary>
/// <param name="fixture">The appliance with the drives.</param>
public sealed class HostileTableTests(HostileTablesFixture fixture) : IClassFixture<HostileTablesFixture>
{
    // No table is slow to read; other tests on the machine may take the processor.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public async Task Partitions_are_listed_to_an_end()
    {
        Assert.Equal(fixture.All, await _guest.ListDevicesAsync().WaitAsync(Patience));
        Assert.DoesNotContain(await _guest.ListPartitionsAsync().WaitAsync(Patience), partition => partition.StartsWith(fixture.Healthy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_table_is_listed_or_refused()
    {
        foreach (var device in fixture.All)
        {
            await EndsAsync(_guest.PartListAsync(device));
            await EndsAsync(_guest.PartGetParttypeAsync(device));
            await EndsAsync(_guest.BlkidAsync(device));
        }
    }

    [Fact]
    public async Task The_healthy_file_system_and_its_copy_are_found_among_them()
    {
        var found = await _guest.ListFilesystemsAsync().WaitAsync(Patience);
        Assert.Equal("ext4", found[fixture.Healthy]);
        Assert.Equal("ext4", found[fixture.Twin]);
        Assert.Contains(await _guest.FindfsLabelAsync("healthy").WaitAsync(Patience), (string[])[fixture.Healthy, fixture.Twin]);
        Assert.Equal(await _guest.VfsUuidAsync(fixture.Healthy), await _guest.VfsUuidAsync(fixture.Twin));
    }

    [Fact]
    public async Task Inspection_ends_and_finds_nothing() => Assert.Empty(await _guest.InspectOsAsync().WaitAsync(Patience));

    [Fact]
    public async Task Volumes_that_lie_on_each_other_and_twins_do_not_stop_the_reports()
    {
        await EndsAsync(_guest.PvsAsync());
        await EndsAsync(_guest.VgsAsync());
        await EndsAsync(_guest.LvsAsync());
        await EndsAsync(_guest.LvmScanAsync(activate: true));
        await EndsAsync(_guest.VgActivateAllAsync(activate: true));
        await EndsAsync(_guest.VgActivateAllAsync(activate: false));
        await _guest.PingDaemonAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Members_of_an_array_that_are_the_same_do_not_stop_the_reports()
    {
        await EndsAsync(_guest.ListMdDevicesAsync());
        await EndsAsync(_guest.MdDetailAsync("/dev/md9"));
        await EndsAsync(_guest.MdCreateAsync("again", [fixture.Members.Original, fixture.Members.Copy]));
        await _guest.PingDaemonAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Keys_that_would_take_for_ever_are_refused_or_can_be_given_up()
    {
        foreach (var device in (string[])[fixture.FirstLuks, fixture.SecondLuks])
        {
            await EndsAsync(_guest.LuksUuidAsync(device));
            await EndsAsync(_guest.CryptsetupOpenAsync(device, "key", "opened", readOnly: true));
        }

        await _guest.PingDaemonAsync().WaitAsync(Patience);
    }

    private static async Task EndsAsync(Task call)
    {
        var error = await Record.ExceptionAsync(() => call.WaitAsync(Patience));
        Assert.True(error is null or GuestOperationException { Detail.Length: > 0 }, $"{error}");
        Assert.DoesNotContain("the daemon made a mistake", error?.Message ?? "", StringComparison.Ordinal);
    }
}
