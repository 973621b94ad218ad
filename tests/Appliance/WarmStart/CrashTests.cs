using System.Diagnostics;
using GuestCtl.Appliance.Tests.Launch;

namespace GuestCtl.Appliance.Tests.WarmStart;

/// <summary>A host process that is killed while it saves or restores.</summary>
public sealed class CrashTests(Workshop shared) : IClassFixture<Workshop>, IDisposable
{
    private static readonly TimeSpan NothingIsLeftAfter = TimeSpan.FromSeconds(3);

    private readonly string _temporary = Directory.CreateTempSubdirectory("guestctl-crash-").FullName;

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public async Task A_builder_killed_at_any_time_leaves_nothing_that_anybody_would_use()
    {
        using var workshop = new Workshop();
        var clock = Stopwatch.StartNew();
        await (await workshop.LaunchAsync()).DisposeAsync();
        var whole = clock.Elapsed;
        Assert.True(workshop.Store.Discard(Path.GetFileName(Assert.Single(workshop.Templates))));

        // Early in the boot, late in it, and about when it saves.
        foreach (var part in (double[])[0.3, 0.8, 0.9, 0.95, 1.0])
        {
            await KillAfterAsync(workshop, whole * part);
            await AssertNothingRunsAsync();
        }

        await using var guest = await workshop.LaunchAsync();
        await using var next = await workshop.LaunchAsync();
        Assert.True(Workshop.IsWarm(next));
        Assert.Empty(Directory.GetDirectories(Path.Combine(workshop.Cache, "templates"), "*.new"));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(150)]
    [InlineData(300)]
    [InlineData(500)]
    public async Task A_process_killed_while_it_restores_leaves_no_machine(int milliseconds)
    {
        await shared.PrepareAsync();
        await KillAfterAsync(shared, TimeSpan.FromMilliseconds(milliseconds));
        await AssertNothingRunsAsync();
        await using var guest = await shared.LaunchAsync();
        Assert.True(Workshop.IsWarm(guest));
    }

    private async Task KillAfterAsync(Workshop workshop, TimeSpan time)
    {
        var start = new ProcessStartInfo(Path.Combine(TestMachine.Bin, "guestctl"), ["doctor", "--launch-profile"]) { RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = _temporary;
        start.Environment["LIBGUESTFS_PATH"] = workshop.ApplianceCache;
        start.Environment["LIBGUESTFS_CACHEDIR"] = workshop.Cache;
        start.Environment.Remove("XDG_RUNTIME_DIR");
        using var process = Process.Start(start)!;
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(time));
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task AssertNothingRunsAsync()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < NothingIsLeftAfter && Mine().Any(); await Task.Delay(50))
        {
        }

        Assert.Empty(Mine());

        IEnumerable<string> Mine() => Leftovers.Qemus().Where(command => command.Contains(_temporary, StringComparison.Ordinal));
    }
}
