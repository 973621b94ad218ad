using System.Diagnostics;
using GuestCtl.Appliances;

namespace GuestCtl.ApplianceBuilder.Tests.Fixtures;

/// <summary>A builder in a process of its own, so that it can be killed and can race: this test program, started again for one "test".</summary>
public sealed class BuilderProcess
{
    private const string Variable = "GUESTCTL_TEST_BUILDER";

    internal static Process Start(FakeStore fake, string answer)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(BuilderProcess).Assembly.GetName().Name!);
        var start = new ProcessStartInfo(program, ["-explicit", "only", "-method", $"{typeof(BuilderProcess).FullName}.{nameof(Build_when_another_test_asks_for_it)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = string.Join('|', fake.Package, fake.Cache, fake.Daemon, answer);
        return Process.Start(start)!;
    }

    [Fact(Explicit = true)]
    public async Task Build_when_another_test_asks_for_it()
    {
        var parts = (Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException("Run by ConcurrencyTests only.")).Split('|');
        var packages = new FakePackages(parts[0]);
        var store = new ApplianceStore(new ApplianceOptions { CacheDirectory = parts[1], DaemonPath = parts[2] }, FakePackages.Recipe(), packages)
        {
            SpaceNeeded = 0,
        };
        var appliance = await store.EnsureAsync(null, CancellationToken.None);
        await File.WriteAllTextAsync(parts[3], $"{packages.Fetched} {appliance.Hash}");
    }
}
