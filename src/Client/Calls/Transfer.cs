using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Calls;

/// <summary>One call with a stream.</summary>
internal sealed class Transfer(Transfers all, FunctionInfo function, Action dispose)
{
    private volatile bool _isCancelled;

    public FunctionInfo Function => function;

    /// <summary>Cancels it: whoever waits for it gets an error that says so.</summary>
    public void Cancel()
    {
        _isCancelled = true;
        dispose();
    }

    /// <summary>Ends the call, unless it is over.</summary>
    public void End()
    {
        all.Remove(this);
        dispose();
    }

    /// <summary>What to report for an error of the call.</summary>
    public Exception Explain(Exception error) => _isCancelled && error is RpcException { StatusCode: StatusCode.Cancelled }
        ? GuestErrors.Create("the transfer was cancelled by user_cancel", Errno.EINTR)
        : error;
}
