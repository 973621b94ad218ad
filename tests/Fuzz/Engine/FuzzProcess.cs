using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Fuzz.Engine;

/// <summary>One target in a process of its own: a stack overflow or an exception on a thread of the connection ends that, and not the rest.</summary>
/// <param name="Succeeded">Whether nothing was found.</param>
/// <param name="Output">What it printed, and what was seen of it.</param>
internal sealed record FuzzProcess(bool Succeeded, string Output)
{
    // Reading the seeds, making the last input smaller, and a machine that is busy.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static async Task<FuzzProcess> RunAsync(string name, double seconds, int seed)
    {
        var current = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] arguments = ["fuzz", "one", name, Text(seconds), Text(seed), current];
            Array.ForEach(arguments, start.ArgumentList.Add);
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds) + Grace);
            try
            {
                await process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            var text = await output + await errors;
            return CurrentInput.Left(current) is { } input
                ? new FuzzProcess(false, $"{text}{name,-18} ended with exit code {process.ExitCode}; its input is kept in {SeedFolder.Keep(name, new Finding("crash", text, input))}\n")
                : new FuzzProcess(process.ExitCode == 0, text);
        }
        finally
        {
            File.Delete(current);
        }
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
