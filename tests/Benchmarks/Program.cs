using System.Diagnostics;
using System.Security.Cryptography;

namespace GuestCtl.Benchmarks;

/// <summary>Measures GuestCtl and libguestfs side by side, one after the other in each round, and prints medians and ratios.
/// Arguments: the directory with guestctld, and the number of rounds; or <c>confinement</c> for that alone.</summary>
internal static class Program
{
    private const int Pings = 2000;
    private const int TransferMebibytes = 64;
    private const int Stats = 10_000;
    private const int SmallFiles = 20_000;

    private static int Main(string[] args)
    {
        if (args is ["confinement"])
        {
            ConfinementBench.Run();
            return 0;
        }

        var bin = Path.GetFullPath(args.ElementAtOrDefault(0) ?? "artifacts/bin");
        var rounds = int.Parse(args.ElementAtOrDefault(1) ?? "3", System.Globalization.CultureInfo.InvariantCulture);
        var work = Directory.CreateTempSubdirectory("guestctl-bench-").FullName;
        try
        {
            var image = Path.Combine(work, "disk.qcow2");
            using (var guest = new GuestFs())
            {
                guest.DiskCreate(image, "qcow2", 1L << 30);
            }

            var source = Path.Combine(work, "source");
            File.WriteAllBytes(source, RandomNumberGenerator.GetBytes(TransferMebibytes << 20));
            SmallFileTree.Pack(Path.Combine(work, "tree.tar"), SmallFiles);
            var daemon = Path.Combine(bin, "guestctld");
            using var ours = new Ours(daemon);
            using IContender peer = new Peer();
            // The first launch of each may build its appliance, which is not what is measured.
            foreach (var contender in (IContender[])[ours, peer])
            {
                contender.Launch(image);
                contender.Close();
            }

            var results = Enumerable.Range(0, rounds).Select(_ => (Ours: Round(ours, image, source, work), Peer: Round(peer, image, source, work))).ToList();
            Console.WriteLine($"Medians of {rounds} rounds, software emulation, {Environment.ProcessorCount} processors");
            Console.WriteLine();
            Console.WriteLine("| what | GuestCtl | libguestfs | ratio |");
            Console.WriteLine("| --- | ---: | ---: | ---: |");
            var cold = Median([.. Enumerable.Range(0, rounds).Select(_ => Cold(ours, image))]);
            var peerLaunch = Median([.. results.Select(r => r.Peer.Launch)]);
            Console.WriteLine($"| cold launch, two drives | {cold:0.###} s | {peerLaunch:0.###} s | {cold / peerLaunch:0.00} of its time |");
            Row("warm launch, two drives", r => r.Launch, "s", smallerIsBetter: true);
            Row("ping_daemon round trip", r => r.Ping / Pings * 1000, "ms", smallerIsBetter: true);
            Row("upload of 64 MiB, written out", r => TransferMebibytes / r.Upload, "MiB/s", smallerIsBetter: false);
            Row("download of 64 MiB", r => TransferMebibytes / r.Download, "MiB/s", smallerIsBetter: false);
            Row("10,000 stat calls in a loop", r => r.Stat, "s", smallerIsBetter: true);
            Row("10,000 stat calls at once, and in a loop", r => r.StatAtOnce, "s", smallerIsBetter: true);
            Row("tar_in of 20,000 small files, written out", r => SmallFiles / r.TarIn, "files/s", smallerIsBetter: false);
            Row("tar_out of 20,000 small files", r => SmallFiles / r.TarOut, "files/s", smallerIsBetter: false);
            Console.WriteLine();
            new LargeBench(ours, peer, work).Run();
            new WarmStartBench(daemon, work).Run(rounds);
            ConfinementBench.Run();
            InspectionBench.Run(bin, args.ElementAtOrDefault(2));
            Console.WriteLine($"guestctl version, whole process: {Median([.. Enumerable.Range(0, 10).Select(_ => StartUp(bin))]):0} ms");
            return 0;

            void Row(string what, Func<Measured, double> value, string unit, bool smallerIsBetter)
            {
                var (a, b) = (Median([.. results.Select(r => value(r.Ours))]), Median([.. results.Select(r => value(r.Peer))]));
                Console.WriteLine($"| {what} | {a:0.###} {unit} | {b:0.###} {unit} | {(smallerIsBetter ? $"{a / b:0.00} of its time" : $"{a / b:0.0} times as fast")} |");
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static Measured Round(IContender contender, string image, string source, string work)
    {
        var launch = contender.Launch(image);
        contender.Prepare();
        contender.Ping(Pings / 10);
        var ping = contender.Ping(Pings);
        HostDisk.WriteOut();
        var upload = contender.Upload(source, "/file");
        var copy = Path.Combine(work, "copy");
        HostDisk.WriteOut();
        var download = contender.Download("/file", copy);
        if (!File.ReadAllBytes(copy).AsSpan().SequenceEqual(File.ReadAllBytes(source)))
        {
            throw new InvalidOperationException($"{contender.Name} returned other bytes than it was given");
        }

        var stat = contender.Stat("/file", Stats);
        var statAtOnce = (contender as Ours)?.StatAtOnce("/file", Stats) ?? stat;
        HostDisk.WriteOut();
        var tarIn = contender.TarIn(Path.Combine(work, "tree.tar"), "/tree");
        HostDisk.WriteOut();
        var tarOut = contender.TarOut("/tree", copy);
        contender.Close();
        return new Measured(launch, ping, upload, download, stat, statAtOnce, tarIn, tarOut);
    }

    private static double Cold(Ours ours, string image)
    {
        var seconds = ours.LaunchCold(image);
        ours.Close();
        return seconds;
    }

    private static double StartUp(string bin)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(bin, "guestctl"), ["version"]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return clock.Elapsed.TotalMilliseconds;
    }

    internal static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private sealed record Measured(double Launch, double Ping, double Upload, double Download, double Stat, double StatAtOnce, double TarIn, double TarOut);
}
