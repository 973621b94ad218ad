using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Reports;

/// <summary>Tells the caller how far a long call has come, a few times a second at most.</summary>
/// <param name="context">The call.</param>
/// <param name="total">Units in all.</param>
internal sealed class PositionReports(ServerCallContext context, long total)
{
    /// <summary>Time between two reports, and before the first: short calls report nothing.</summary>
    public const int IntervalMilliseconds = 300;

    private long _next = Environment.TickCount64 + IntervalMilliseconds;
    private bool _reported;

    /// <summary>Notes a position.</summary>
    public void At(long position)
    {
        var now = Environment.TickCount64;
        if (now >= _next || (_reported && position >= total))
        {
            (_next, _reported) = (now + IntervalMilliseconds, true);
            context.ReportProgress((ulong)position, (ulong)total);
        }
    }
}
