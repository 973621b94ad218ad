using System.Diagnostics;
using GuestCtl.Appliances;
using GuestCtl.ApplianceBuilder.Tests.Fixtures;

namespace GuestCtl.ApplianceBuilder.Tests.Store;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Two_processes_that_build_at_once_make_one_appliance()
    {
        using var fake = new FakeStore(slow: true);
        using var directory = new TemporaryDirectory();
        string[] files = [directory["one"], directory["two"]];
        using var one = BuilderProcess.Start(fake, files[0]);
        using var two = BuilderProcess.Start(fake, files[1]);

        var outputs = await Task.WhenAll(one.StandardOutput.ReadToEndAsync(), two.StandardOutput.ReadToEndAsync());

        Assert.All(files, file => Assert.True(File.Exists(file), string.Join('\n', outputs)));
        var answers = files.Select(file => File.ReadAllText(file).Split(' ')).OrderBy(answer => answer[0]).ToList();
        Assert.Equal(["0", "1"], answers.Select(answer => answer[0]));
        Assert.Equal(answers[0][1], answers[1][1]);
    }

    [Fact]
    public async Task A_killed_builder_leaves_nothing_in_place_and_the_next_one_cleans_up()
    {
        using var fake = new FakeStore(slow: true);
        using var killed = BuilderProcess.Start(fake, "/dev/null");
        await WaitAsync(() => Directory.Exists(fake.Cache)
            && Directory.EnumerateFiles(fake.Cache, "base.cpio", SearchOption.AllDirectories).Any());

        killed.Kill();
        await killed.WaitForExitAsync();

        Assert.Null(fake.Store().Find());
        Assert.Contains(fake.CacheEntries(), name => name.StartsWith(".build-", StringComparison.Ordinal));
        var built = await fake.Store().EnsureAsync(null, CancellationToken.None);
        Assert.DoesNotContain(fake.CacheEntries(), name => name.StartsWith('.'));
        await fake.Store().VerifyAsync(built, CancellationToken.None);
    }

    [Fact]
    public async Task A_tool_of_a_killed_builder_that_still_writes_is_in_nobodys_way()
    {
        using var fake = new FakeStore();
        var left = Directory.CreateDirectory(Path.Combine(fake.Cache, ".build-1-left")).FullName;
        using var tool = Process.Start("sh", ["-c", "while echo > \"$0/$((i += 1))\"; do :; done 2> /dev/null", left]);
        await WaitAsync(() => File.Exists(Path.Combine(left, "1")));

        await fake.Store().EnsureAsync(null, CancellationToken.None);

        Assert.DoesNotContain(fake.CacheEntries(), name => name.StartsWith('.'));
        await tool.WaitForExitAsync();
    }

    [Fact]
    public async Task Waiting_for_another_builder_can_be_cancelled()
    {
        using var fake = new FakeStore();
        Directory.CreateDirectory(fake.Cache);
        using var held = new FileStream(Path.Combine(fake.Cache, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fake.Store().EnsureAsync(null, cancel.Token));
    }

    [Fact]
    public async Task A_cancelled_build_leaves_only_the_lock()
    {
        using var fake = new FakeStore(slow: true);
        using var cancel = new CancellationTokenSource();
        var progress = new CancelAt("Packing the root image", cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fake.Store().EnsureAsync(progress, cancel.Token));

        Assert.Equal(["lock"], fake.CacheEntries());
        Assert.False(fake.Packages.Cleared);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); !condition(); await Task.Delay(20))
            Assert.True(DateTime.UtcNow < deadline, "the builder did not get there in 30 s");
    }

    private sealed class CancelAt(string step, CancellationTokenSource cancel) : IProgress<ApplianceProgress>
    {
        public void Report(ApplianceProgress value)
        {
            if (value.Step == step)
                cancel.Cancel();
        }
    }
}
