using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Reports;

/// <summary>Tells the caller that a call goes on whose end nobody knows: position 0 of 1 again and again, and 1 of 1 at the end.</summary>
internal sealed class Pulse : IAsyncDisposable
{
    private readonly ServerCallContext _context;
    private readonly Timer _timer;
    private volatile bool _reported;

    /// <param name="context">The call.</param>
    public Pulse(ServerCallContext context)
    {
        _context = context;
        _timer = new Timer(Beat, null, PositionReports.IntervalMilliseconds, PositionReports.IntervalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        // Nothing may follow the end of the call.
        await _timer.DisposeAsync();
        if (_reported)
        {
            _context.ReportProgress(1, 1);
        }
    }

    private void Beat(object? state)
    {
        _reported = true;
        _context.ReportProgress(0, 1);
    }
}
