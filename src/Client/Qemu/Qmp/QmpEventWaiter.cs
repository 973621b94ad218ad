namespace GuestCtl.Qemu.Qmp;

/// <summary>
/// Waits for one event. It must exist before the command that causes the event is sent, or the event may come first and be missed.
/// </summary>
internal sealed class QmpEventWaiter : IDisposable
{
    private readonly QmpClient _client;
    private readonly Func<QmpEvent, bool> _wanted;
    private readonly TaskCompletionSource<QmpEvent> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts listening.</summary>
    public QmpEventWaiter(QmpClient client, Func<QmpEvent, bool> wanted)
    {
        _client = client;
        _wanted = wanted;
        client.EventReceived += OnEvent;
    }

    /// <summary>The event, once it comes.</summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    /// <exception cref="QmpConnectionException">The connection went first.</exception>
    public async Task<QmpEvent> WaitAsync(TimeSpan timeout, CancellationToken cancellation = default)
    {
        var first = await Task.WhenAny(_seen.Task, _client.Closed).WaitAsync(timeout, cancellation).ConfigureAwait(false);
        return first == _seen.Task || _seen.Task.IsCompleted
            ? await _seen.Task.ConfigureAwait(false)
            : throw new QmpConnectionException("QEMU went away while an event was awaited.");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.EventReceived -= OnEvent;

    private void OnEvent(QmpEvent happened)
    {
        if (_wanted(happened))
            _seen.TrySetResult(happened);
    }
}
