using System.Diagnostics;
using System.Globalization;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Doctor;

/// <summary>Launches a few times with one drive, and shows the time of each step.</summary>
internal sealed class LaunchProfileReport(Streams streams, bool verbose)
{
    private const int Launches = 3;
    private const long ScratchBytes = 1 << 20;

    public async Task RunAsync(CancellationToken cancellation)
    {
        for (var launch = 1; launch <= Launches; launch++)
        {
            streams.Status?.Report($"Launch {launch} of {Launches}");
            var clock = Stopwatch.StartNew();
            await using var guest = new GuestFs(OpenedGuest.CreateOptions(new ImageOptions([], null, Writable: false, verbose, Trace: false), streams));
            await guest.AddDriveScratchAsync(ScratchBytes, cancellationToken: cancellation).ConfigureAwait(false);
            await guest.LaunchAsync(cancellation).ConfigureAwait(false);
            var launched = clock.Elapsed;
            await guest.PingDaemonAsync(cancellation).ConfigureAwait(false);
            streams.Status?.Finish();
            Write(launch, guest, launched, clock.Elapsed - launched, clock.Elapsed);
        }
    }

    private void Write(int launch, GuestFs guest, TimeSpan launched, TimeSpan firstCall, TimeSpan total)
    {
        var steps = guest.LaunchProfile.Steps;
        var measured = steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Took);
        var table = new TextTable().Column($"launch {launch}").Column("ms", isNumber: true);
        foreach (var (step, took) in steps)
        {
            table.Row("  " + step, Milliseconds(took));
        }

        table.Row("  anything else", Milliseconds(launched - measured)).Row("  first call", Milliseconds(firstCall)).Row("  all", Milliseconds(total));
        table.Write(streams.Text);
        streams.Text.WriteLine();
        streams.Text.Flush();
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
