using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Does once what first calls do. Code, programs and file-system drivers are then in memory, and in that of every machine that is
/// made from the one that is saved next.</summary>
internal static class Rehearsal
{
    // What nearly every use of an image needs; others are loaded when they are.
    private static readonly (string Tool, string[] Arguments)[] Programs =
    [
    ];

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (tool, arguments) in Programs)
        {
            await Tool.TryRunAsync(tool, arguments, cancellationToken);
        }

        await MissDriveAsync(cancellationToken);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    // The way of a drive that comes, and that of an error.
    private static async Task MissDriveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ScsiTarget.WaitAsync(uint.MaxValue, TimeSpan.Zero, cancellationToken);
        }
        catch (OperationFailedException)
        {
            // There is none.
        }
    }
}
