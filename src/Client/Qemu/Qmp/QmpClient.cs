using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Qemu.Qmp;

/// <summary>
/// A connection to QEMU's machine protocol. Thread-safe: commands may overlap, each is matched to its answer by id.
/// </summary>
internal sealed class QmpClient : IAsyncDisposable
{
    /// <summary>How long a command may take unless its caller says otherwise. Opening a slow network drive is the longest.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private readonly Stream _stream;
    private readonly ILogger _logger;
    private readonly QmpReader _reader;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pump = Task.CompletedTask;
    private Exception? _cause;
    private long _lastId;

    private QmpClient(Stream stream, ILogger logger)
    {
        _stream = stream;
        _logger = logger;
        _reader = new QmpReader(stream);
    }

    /// <summary>Raised for each event, on the reading thread, so it must be quick and must not wait for a command.</summary>
    public event Action<QmpEvent>? EventReceived;

    /// <summary>How long QEMU may take to answer a command.</summary>
    /// <value>Default: <see cref="DefaultTimeout"/>.</value>
    public TimeSpan Patience { get; set; } = DefaultTimeout;

    /// <summary>Done once the connection is gone, for whatever reason. Never faults.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Reads the greeting and leaves negotiation mode. Owns the stream from now on.</summary>
    /// <exception cref="QmpConnectionException">The peer is not QEMU, or is gone.</exception>
    public static async Task<QmpClient> ConnectAsync(Stream stream, ILogger logger, CancellationToken cancellation = default)
    {
        var client = new QmpClient(stream, logger);
        try
        {
            var greeting = await client._reader.ReadAsync(cancellation).ConfigureAwait(false)
                ?? throw new QmpConnectionException("QEMU closed the QMP connection before its greeting.");
            if (!greeting.TryGetProperty("QMP", out _))
                throw new QmpConnectionException("The peer did not greet as QEMU's QMP does.");
            client._pump = client.PumpAsync();
            await client.ExecuteAsync("qmp_capabilities", cancellation: cancellation).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a command and returns its <c>return</c> member.</summary>
    /// <param name="command">QEMU's name of it.</param>
    /// <param name="arguments">Its arguments, or null for none.</param>
    /// <param name="timeout">Null takes <see cref="Patience"/>.</param>
    /// <param name="file">An open file that goes with it, or null. The connection must be a socket then.</param>
    /// <param name="cancellation">Gives up waiting. QEMU may still run the command.</param>
    /// <exception cref="QmpException">QEMU refused.</exception>
    /// <exception cref="QmpConnectionException">The connection is gone.</exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public async Task<JsonElement> ExecuteAsync(
        string command, JsonObject? arguments = null, TimeSpan? timeout = null, SafeFileHandle? file = null,
        CancellationToken cancellation = default)
    {
        QmpLog.Command(_logger, command);
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            if (Volatile.Read(ref _cause) is { } cause)
                throw Gone(cause);
            var limit = timeout ?? Patience;
            JsonElement message;
            try
            {
                await SendAsync(command, arguments, id, file, cancellation).ConfigureAwait(false);
                message = await answer.Task.WaitAsync(limit, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"QEMU did not answer '{command}' within {limit.TotalSeconds:0.#} seconds.");
            }
            if (!message.TryGetProperty("error", out var error))
                return message.GetProperty("return");
            throw new QmpException(command, error.GetProperty("class").GetString() ?? "", error.GetProperty("desc").GetString() ?? "");
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <summary>Closes the connection. Commands under way fail.</summary>
    public async ValueTask DisposeAsync()
    {
        Break(new QmpConnectionException("The QMP connection was closed by this side."));
        await _pump.ConfigureAwait(false);
    }

    private async Task SendAsync(string command, JsonObject? arguments, string id, SafeFileHandle? file, CancellationToken cancellation)
    {
        var request = new JsonObject { ["execute"] = command };
        if (arguments is not null)
            request["arguments"] = arguments.DeepClone();
        request["id"] = id;
        var bytes = Encoding.UTF8.GetBytes(request.ToJsonString() + "\n");
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Not cancellable: half a message would spoil the stream for everybody.
            var sent = file is null ? 0 : await DescriptorSending.SendAsync(_stream, bytes, file, _closing.Token).ConfigureAwait(false);
            await _stream.WriteAsync(bytes.AsMemory(sent), _closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Break(e);
            throw Gone(_cause!);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            while (await _reader.ReadAsync(_closing.Token).ConfigureAwait(false) is { } message)
                Dispatch(message);
            Break(new QmpConnectionException("QEMU closed the QMP connection."));
        }
        catch (Exception e)
        {
            Break(e);
        }
    }

    private void Dispatch(JsonElement message)
    {
        if (message.TryGetProperty("event", out var name))
        {
            Raise(new QmpEvent(name.GetString() ?? "", message.TryGetProperty("data", out var data) ? data : default));
        }
        else if (!message.TryGetProperty("id", out var id))
        {
            throw new QmpConnectionException("QEMU could not read a command of ours: " + message.GetRawText());
        }
        else if (_pending.TryRemove(id.ToString(), out var waiter))
        {
            waiter.TrySetResult(message);
        }
        // Otherwise its caller gave up before the answer came.
    }

    private void Raise(QmpEvent happened)
    {
        QmpLog.Event(_logger, happened.Name);
        // One by one: a failing observer must not keep the event from the others.
        foreach (var observer in Delegate.EnumerateInvocationList(EventReceived))
        {
            try
            {
                observer(happened);
            }
            catch (Exception e)
            {
                QmpLog.ObserverFailed(_logger, e);
            }
        }
    }

    // The first cause is the one worth telling; what follows is its echo.
    private void Break(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is not null)
            return;
        _closing.Cancel();
        _stream.Dispose();
        foreach (var waiter in _pending.Values)
            waiter.TrySetException(Gone(cause));
        _closed.TrySetResult();
    }

    private static QmpConnectionException Gone(Exception cause) => new(cause.Message, cause);
}
