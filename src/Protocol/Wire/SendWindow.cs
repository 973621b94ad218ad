namespace GuestCtl.Protocol.Wire;

/// <summary>The bytes that may still be sent on one stream. A message is sent whole once any credit is left, so the
/// receiver buffers at most the window and one message.</summary>
internal sealed class SendWindow
{
    private readonly Lock _lock = new();
    private long _credit = FrameLimits.Window;
    private TaskCompletionSource? _waiter;
    private Exception? _closed;

    /// <summary>Waits for credit. Fails when the stream is closed or the wait is cancelled.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_closed is not null)
            {
                return ValueTask.FromException(_closed);
            }

            if (_credit > 0)
            {
                return ValueTask.CompletedTask;
            }

            _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_waiter.Task.WaitAsync(cancellationToken));
        }
    }

    public void Spend(int bytes)
    {
        lock (_lock)
        {
            _credit -= bytes;
        }
    }

    /// <summary>Takes credit in.</summary>
    /// <exception cref="ProtocolViolationException">The peer gives back what it never got, or nothing at all.</exception>
    public void Add(uint bytes)
    {
        TaskCompletionSource? waiter = null;
        lock (_lock)
        {
            if (bytes == 0 || _credit + bytes > FrameLimits.Window)
            {
                throw new ProtocolViolationException($"credit of {bytes} bytes came where {FrameLimits.Window - _credit} were sent");
            }

            _credit += bytes;
            if (_credit > 0)
            {
                (waiter, _waiter) = (_waiter, null);
            }
        }

        waiter?.TrySetResult();
    }

    /// <summary>Wakes whoever waits; nothing more can be sent.</summary>
    public void Close(Exception reason)
    {
        TaskCompletionSource? waiter;
        lock (_lock)
        {
            _closed ??= reason;
            (waiter, _waiter) = (_waiter, null);
        }

        waiter?.TrySetException(reason);
    }
}
