using System.Diagnostics;

namespace GuestCtl.Benchmarks;

/// <summary>Inspection of a real image, whole processes: guestctl and virt-inspector.</summary>
internal static class InspectionBench
{
    /// <summary>Measures, if there is an image.</summary>
    /// <param name="bin">The directory with guestctl.</param>
    /// <param name="image">The image; null or missing measures nothing.</param>
    public static void Run(string bin, string? image)
    {
        if (!File.Exists(image))
        {
            Console.WriteLine("No image to inspect was given (third argument).");
            return;
        }

        Time(Path.Combine(bin, "guestctl"), "inspect", "-a", image);
        var ours = Program.Median([.. Enumerable.Range(0, 5).Select(_ => Time(Path.Combine(bin, "guestctl"), "inspect", "-a", image))]);
        var peer = Time("virt-inspector", "-a", image);
        Console.WriteLine($"| inspect, whole process | {ours:0.##} s | {peer:0.##} s | {peer / ours:0.0} times as fast |");
    }

    private static double Time(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["LIBGUESTFS_BACKEND"] = "direct";
        start.Environment["LIBGUESTFS_BACKEND_SETTINGS"] = "force_tcg";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}");
    }
}
