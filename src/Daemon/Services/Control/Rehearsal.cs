namespace GuestCtl.Daemon.Services.Control;

/// <summary>Does once what first calls do, so that its code is in memory: in that of every machine that is made from the one that is
/// saved next. Only what takes next to no time, for the first launch waits for it: running tools took two seconds.</summary>
internal static class Rehearsal
{
    public static void Run()
    {
        try
        {
            // The way of a drive that comes, and that of an error.
            ScsiTarget.Wait(uint.MaxValue, TimeSpan.Zero, CancellationToken.None);
        }
        catch (OperationFailedException)
        {
            // There is none.
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }
}
