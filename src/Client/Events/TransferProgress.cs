namespace GuestCtl.Events;

/// <summary>Counts a transfer, and tells of it a few times a second at most.</summary>
internal struct TransferProgress(Action<GuestProgress>? report, long total)
{
    private const long IntervalMilliseconds = 200;

    private long _total = total;
    private long _position;
    private long _next = Environment.TickCount64 + IntervalMilliseconds;
    private bool _reported;

    /// <summary>Notes how many bytes there are in all; 0 changes nothing.</summary>
    public void Expect(long total) => _total = Math.Max(_total, total);

    public void Advance(int bytes)
    {
        _position += bytes;
        var now = Environment.TickCount64;
        if (report is not null && now >= _next)
        {
            _next = now + IntervalMilliseconds;
            _reported = true;
            report(new GuestProgress(_position, Math.Max(_total, _position)));
        }
    }

    /// <summary>Tells of the end, if anything was told before.</summary>
    public readonly void Finish()
    {
        if (_reported)
        {
            report!(new GuestProgress(_position, _position));
        }
    }
}
