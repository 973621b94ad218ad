using GuestCtl.Server.Logging;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Serving;

/// <summary>The connections of all callers. Their number is bounded, but those on which nothing happens keep nobody out: when there are too many,
/// the one that has been idle for the longest time is closed for the new one.</summary>
/// <param name="most">How many there may be.</param>
/// <param name="logger">Told of refused callers.</param>
internal sealed class CallerConnections(int most, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _all = new(StringComparer.Ordinal);
    private long _time;

    /// <summary>Serves a connection, unless all others are busy.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (!TryAdd(connection, out var idle))
        {
            ServerLog.TooManyConnections(logger, most);
            connection.Abort(new ConnectionAbortedException("too many connections are busy"));
            return;
        }

        idle?.Abort(new ConnectionAbortedException("an idle connection made room for another caller"));
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _all.Remove(connection.ConnectionId);
            }
        }
    }

    /// <summary>Notes that a call begins on a connection, which is not idle until as many have ended.</summary>
    public void Begin(string connection) => Note(connection, calls: 1);

    /// <summary>Notes that a call has ended.</summary>
    public void End(string connection) => Note(connection, calls: -1);

    private void Note(string connection, int calls)
    {
        lock (_lock)
        {
            if (_all.TryGetValue(connection, out var entry))
            {
                entry.Calls += calls;
                entry.LastUse = ++_time;
            }
        }
    }

    private bool TryAdd(ConnectionContext connection, out ConnectionContext? idle)
    {
        idle = null;
        lock (_lock)
        {
            if (_all.Count >= most)
            {
                if (_all.Values.Where(entry => entry.Calls == 0).MinBy(entry => entry.LastUse) is not { } oldest)
                {
                    return false;
                }

                idle = oldest.Connection;
                _all.Remove(idle.ConnectionId);
            }

            _all.Add(connection.ConnectionId, new Entry(connection) { LastUse = ++_time });
            return true;
        }
    }

    private sealed class Entry(ConnectionContext connection)
    {
        public ConnectionContext Connection => connection;

        public int Calls { get; set; }

        // Counts what happens, since clocks may stand still or jump.
        public long LastUse { get; set; }
    }
}
