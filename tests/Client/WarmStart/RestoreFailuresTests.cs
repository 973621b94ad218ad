using GuestCtl.Launch;
using GuestCtl.WarmStart;

namespace GuestCtl.Client.Tests.WarmStart;

public sealed class RestoreFailuresTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Three_failures_in_a_day_are_enough_and_forgotten_the_day_after()
    {
        var now = DateTime.UtcNow;
        var failures = new RestoreFailures(new FactCache(_directory.Path), () => now);
        failures.Count("key");
        failures.Count("key");
        Assert.False(failures.IsHopeless("key"));
        failures.Count("key");
        Assert.True(failures.IsHopeless("key"));
        Assert.False(failures.IsHopeless("other"));
        now = now.AddHours(25);
        Assert.False(failures.IsHopeless("key"));
    }
}
