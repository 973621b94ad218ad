using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Benchmarks;

/// <summary>What only GuestCtl does: launches from a template, and many handles at once.</summary>
/// <param name="daemon">The daemon's path.</param>
/// <param name="work">A directory for temporary files.</param>
internal sealed class WarmStartBench(string daemon, string work)
{
    private const int Handles = 20;

    public void Run(int rounds)
    {
        Print("warm launch, one qcow2 drive, to the first call", Program.Median([.. Enumerable.Range(0, rounds * 3).Select(_ => Launch(1))]), "s");
        Print("warm launch, eight drives, to the first call", Program.Median([.. Enumerable.Range(0, rounds).Select(_ => Launch(8))]), "s");
        Print("boot without a template", Program.Median([.. Enumerable.Range(0, rounds).Select(_ => Launch(1, warm: false))]), "s");
        Print("first launch on an empty cache", Program.Median([.. Enumerable.Range(0, rounds).Select(FirstLaunch)]), "s");
        Many("20 handles, one after another", launch => Enumerable.Range(0, Handles).Select(_ => launch()).ToList());
        Many("20 handles at once", launch => [.. Enumerable.Range(0, Handles).AsParallel().WithDegreeOfParallelism(Handles).Select(_ => launch())]);
        Console.WriteLine();
    }

    private static string UserCache
    {
        get
        {
            using var guest = new GuestFs();
            return guest.GetPath();
        }
    }

    private static void Print(string what, double value, string unit) => Console.WriteLine($"{what}: {value.ToString("0.00", CultureInfo.InvariantCulture)} {unit}");

    private void Many(string what, Func<Func<GuestFs>, IReadOnlyList<GuestFs>> launchAll)
    {
        HostDisk.WriteOut();
        var clock = Stopwatch.StartNew();
        var guests = launchAll(() => Start(1, true, null));
        Print(what, clock.Elapsed.TotalSeconds, "s");
        Print("  proportional memory of each", guests.Average(guest => ProportionalMiB(guest.GetPid())), "MiB");
        foreach (var guest in guests)
        {
            guest.Dispose();
        }
    }

    private static double ProportionalMiB(int process)
        => double.Parse(
            File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;

    private double FirstLaunch(int round)
    {
        var cache = Directory.CreateDirectory(Path.Combine(work, $"cache{round}")).FullName;
        var facts = Path.Combine(UserCache, "facts");
        Directory.CreateDirectory(Path.Combine(cache, "facts"));
        foreach (var fact in Directory.GetFiles(facts))
        {
            File.Copy(fact, Path.Combine(cache, "facts", Path.GetFileName(fact)));
        }

        return Launch(1, cache: cache);
    }

    private double Launch(int drives, bool warm = true, string? cache = null)
    {
        HostDisk.WriteOut();
        var clock = Stopwatch.StartNew();
        using var guest = Start(drives, warm, cache);
        return clock.Elapsed.TotalSeconds;
    }

    private GuestFs Start(int drives, bool warm, string? cache)
    {
        var guest = new GuestFs(new GuestFsOptions { DaemonPath = daemon, WarmStart = warm });
        guest.SetBackendSettings(["force_tcg"]);
        if (cache is not null)
        {
            guest.SetPath(UserCache);
            guest.SetCachedir(cache);
        }

        for (var i = 0; i < drives; i++)
        {
            guest.AddDrive(Path.Combine(work, "disk.qcow2"), readOnly: true, format: "qcow2");
        }

        guest.Launch();
        guest.ListDevices();
        return guest;
    }
}
