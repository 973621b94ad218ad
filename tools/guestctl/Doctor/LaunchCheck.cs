using System.Diagnostics;
using System.Globalization;
using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether the appliance starts and answers, and how long that takes.</summary>
internal sealed class LaunchCheck(Streams streams, bool verbose) : ICheck
{
    private const long ScratchBytes = 1 << 20;

    public string Name => "Launch";

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            var nothing = new ImageOptions([], null, Writable: false, verbose, Trace: false);
            await using var opened = await OpenedGuest.LaunchAsync(nothing, streams, cancellation).ConfigureAwait(false);
            await opened.Guest.AddDriveScratchAsync(ScratchBytes, cancellationToken: cancellation).ConfigureAwait(false);
            await opened.Guest.PingDaemonAsync(cancellation).ConfigureAwait(false);
            return Finding.Fine(string.Create(CultureInfo.InvariantCulture, $"the appliance answered after {clock.Elapsed.TotalSeconds:0.0} s"));
        }
        catch (Exception e) when (e is ApplianceException or GuestOperationException)
        {
            var tail = (e as ApplianceException)?.ConsoleTail.TrimEnd();
            var advice = string.IsNullOrEmpty(tail) ? "Mend what is reported above first; then run it again with -v." : $"The end of its console:\n{tail}";
            return Finding.Problem(e.Message, advice);
        }
    }
}
