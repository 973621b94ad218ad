namespace GuestCtl.Calls;

/// <summary>The transfers that run on a handle, so that all of them can be cancelled by whoever has it.</summary>
internal sealed class Transfers
{
    private readonly HashSet<Transfer> _running = [];

    /// <summary>Notes that a call has been started.</summary>
    /// <param name="function">The function.</param>
    /// <param name="dispose">Ends the call.</param>
    public Transfer Start(FunctionInfo function, Action dispose)
    {
        var transfer = new Transfer(this, function, dispose);
        if (function.IsCancellable)
        {
            lock (_running)
            {
                _running.Add(transfer);
            }
        }

        return transfer;
    }

    /// <summary>Cancels all that run now.</summary>
    public void Cancel()
    {
        Transfer[] running;
        lock (_running)
        {
            running = [.. _running];
        }

        foreach (var transfer in running)
        {
            transfer.Cancel();
        }
    }

    /// <summary>Notes that a call is over.</summary>
    public void Remove(Transfer transfer)
    {
        if (transfer.Function.IsCancellable)
        {
            lock (_running)
            {
                _running.Remove(transfer);
            }
        }
    }
}
