using System.Diagnostics;
using GuestCtl.Confining;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Benchmarks;

/// <summary>What it costs to start QEMU in confinement: until a QEMU that prints its version has ended, with all layers and without any, in turns.</summary>
internal static class ConfinementBench
{
    private const int Rounds = 20;

    private static readonly string[] Arguments = ["--version"];

    public static void Run()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var qemu = QemuProbe.FindAsync(null, new FactCache(null)).GetAwaiter().GetResult();
        var confiner = Confiner.WithoutMemory(NullLogger.Instance);
        var request = new ConfinementRequest { Program = qemu.Path, Arguments = Arguments, Places = qemu.Places };
        var (bare, confined) = (new double[Rounds], new double[Rounds]);
        for (var round = -1; round < Rounds; round++)
        {
            var without = Time(() => StartedProgram.StartPlainly(qemu.Path, Arguments));
            var with = Time(() => confiner.Start(request));
            if (round >= 0)
            {
                (bare[round], confined[round]) = (without, with);
            }
        }

        Console.WriteLine(
            $"qemu --version without and with confinement, {Rounds} times in turns, medians: {Program.Median(bare):0.0} and {Program.Median(confined):0.0} ms");
    }

    private static double Time(Func<StartedProgram> start)
    {
        var clock = Stopwatch.StartNew();
        var program = start();
        using var output = new StreamReader(program.Output);
        if (!output.ReadToEnd().Contains("QEMU", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("QEMU did not say its version");
        }

        program.Ended.GetAwaiter().GetResult();
        return clock.Elapsed.TotalMilliseconds;
    }
}
