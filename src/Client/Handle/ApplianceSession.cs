using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Drives;
using GuestCtl.Launch;
using GuestCtl.Protocol.Internal;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;
using GuestCtl.Qemu.Qmp;

namespace GuestCtl.Handle;

/// <summary>A running appliance: the machine, and the connection to its daemon.</summary>
internal sealed class ApplianceSession : IAsyncDisposable
{
    // A QEMU that was killed takes a moment until its exit code is there.
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(2);

    // The daemon mixes the entropy in and asks for an address; what takes longest is a processor that fifty launches share.
    private static readonly TimeSpan PrepareTimeout = TimeSpan.FromMinutes(2);

    // It makes first calls, of each tool once.
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromMinutes(2);

    // The daemon itself waits 30 s for the kernel, and then says so.
    private static readonly TimeSpan DriveTimeout = TimeSpan.FromSeconds(90);

    // A guest's memory full of what is to be written, on a slow disk.
    private static readonly TimeSpan WriteOutTimeout = TimeSpan.FromMinutes(10);

    private readonly VirtualMachine _machine;
    private readonly FrameClient _client;

    private readonly ConcurrentDictionary<int, Task> _opening = [];
    private readonly IDisposable? _template;
    private Task _finishing = Task.CompletedTask;

    /// <summary>Takes over a running machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="connection">The connection to its daemon.</param>
    /// <param name="template">What is to be let go of when the machine is gone; null for none.</param>
    public ApplianceSession(VirtualMachine machine, FrameConnection connection, IDisposable? template = null)
    {
        _machine = machine;
        _template = template;
        _client = new FrameClient(connection);
        Invoker = new FrameCallInvoker(_client);
        Control = new Control.ControlClient(Invoker);
    }

    public CallInvoker Invoker { get; }

    public Control.ControlClient Control { get; }

    public FrameConnection Connection => _client.Connection;

    public VirtualMachine Machine => _machine;

    public int ProcessId => _machine.Process.Id;

    /// <summary>Told of the progress of running calls.</summary>
    public Action<string, ulong, ulong>? Progress
    {
        set => _client.Progress = value;
    }

    /// <summary>Says the first words: entropy, clock and settings. With <paramref name="changes"/> all calls to come go through shared memory, if the
    /// appliance has it; no other may be under way.</summary>
    /// <returns>Why they do not; null if they do, or if that was not asked for.</returns>
    public async Task<string?> PrepareAsync(PrepareRequest request, bool changes, CancellationToken cancellationToken)
    {
        if (_machine.Rings is { } rings)
        {
            request.RingsAddress = await _machine.Qmp.QueryMemoryModuleAsync(VirtualMachineCommandLine.RingsModule, cancellationToken).ConfigureAwait(false) ?? 0;
            request.RingsCookie = changes ? UnsafeByteOperations.UnsafeWrap(rings.Cookie) : ByteString.Empty;
        }

        var reply = await StepAsync("get ready", PrepareTimeout, token => Control.PrepareAsync(request, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        if (!changes || request.RingsAddress == 0 || reply.RingsObstacle.Length > 0)
        {
            return !changes ? null : reply.RingsObstacle.Length > 0 ? reply.RingsObstacle : "the machine has none";
        }

        _machine.Transport.Change(_machine.Rings!.Pair);
        return null;
    }

    /// <summary>Gets the appliance ready for being saved.</summary>
    public Task SettleAsync(CancellationToken cancellationToken)
        => StepAsync("settle", SettleTimeout, token => Control.SettleAsync(new SettleRequest(), cancellationToken: token), cancellationToken);

    /// <summary>From now on an appliance that says nothing for so long while calls are open is lost.</summary>
    public void Watch(TimeSpan limit) => _client.Watch(limit);

    /// <summary>From now on a QEMU that does not answer a command for so long is lost too.</summary>
    public void WatchQemu(TimeSpan limit) => _machine.Qmp.Patience = limit > TimeSpan.Zero && limit < QmpClient.DefaultTimeout ? limit : QmpClient.DefaultTimeout;

    /// <summary>Begins to open the images of drives, while the guest is busy with something else. Each is then to be attached.</summary>
    public void Open(IEnumerable<(Drive Drive, int Target)> drives, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        var before = Task.CompletedTask;
        foreach (var (drive, target) in drives.Where(drive => !_opening.ContainsKey(drive.Target)))
        {
            before = _opening[target] = OpenAfterAsync(before, drive, target);
        }

        async Task OpenAfterAsync(Task earlier, Drive drive, int target)
        {
            await earlier.ConfigureAwait(false);
            await _machine.OpenAsync(DrivePreparation.Prepare(drive, target, directory), target, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Plugs a drive in and waits until the guest has it.</summary>
    public async Task AttachAsync(Drive drive, int target, PrivateDirectory directory, CancellationToken cancellationToken)
    {
        Open([(drive, target)], directory, cancellationToken);
        _opening.Remove(target, out var opening);
        await AskQemuAsync(opening!).ConfigureAwait(false);
        await AskQemuAsync(_machine.PlugAsync(target, cancellationToken)).ConfigureAwait(false);
        var request = new DriveRequest { Target = (uint)target };
        await StepAsync("find a new drive", DriveTimeout, token => Control.WaitForDriveAsync(request, cancellationToken: token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the guest release a drive and unplugs it.</summary>
    public async Task DetachAsync(int target, CancellationToken cancellationToken)
    {
        var request = new DriveRequest { Target = (uint)target };
        await StepAsync("release a drive", WriteOutTimeout, token => Control.ReleaseDriveAsync(request, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        await AskQemuAsync(_machine.DetachAsync(target, cancellationToken)).ConfigureAwait(false);
    }

    public async Task SyncAsync(bool unmount, CancellationToken cancellationToken)
    {
        var request = new ShutdownRequest { Sync = unmount };
        await StepAsync("write everything out", WriteOutTimeout, token => Control.ShutdownAsync(request, cancellationToken: token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why the connection ended. If that was not this side's doing: QEMU's end and the console's last words, if there are any.</summary>
    public async Task<ApplianceException> ExplainLossAsync(Exception noticed)
    {
        var cause = Connection.Cause ?? noticed;
        // A connection that we gave up takes QEMU with it, which explains nothing.
        var isOurs = cause is ProtocolViolationException and not PeerGoneException;
        var exited = _machine.Process.Exited;
        if (!isOurs)
        {
            await Task.WhenAny(exited, Task.Delay(ExitTimeout)).ConfigureAwait(false);
        }

        var tail = _machine.ConsoleTail;
        var reason = cause is UnresponsiveException ? $"{cause.Message}, so QEMU was ended"
            : !isOurs && exited.IsCompletedSuccessfully ? $"QEMU ended unexpectedly with exit code {exited.Result}"
            : $"the connection to the appliance broke: {cause.Message}";
        var said = _machine.Process.ErrorText.Trim();
        return new ApplianceException(
            reason + (said.Length > 0 ? $"; QEMU said: {said}" : "") + LastWords(tail) + ". Launch the handle again and add its drives again, or use a new one.", tail, cause);
    }

    /// <summary>Stops a machine whose connection is no longer to be trusted.</summary>
    public void Kill() => _machine.Process.Kill();

    public async ValueTask DisposeAsync()
    {
        // A machine that was given up is not asked to end: it may not answer that either.
        if (Connection.Cause is not null)
        {
            Kill();
        }

        _client.Dispose();
        await _machine.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_opening.Values).ContinueWith(static all => all.Exception, TaskScheduler.Default).ConfigureAwait(false);
        _template?.Dispose();
        await _finishing.ConfigureAwait(false);
    }

    /// <summary>Has the end of this session wait for some work, which must not fail.</summary>
    public void FinishBeforeEnd(Task work) => _finishing = work;

    // A step of this library's own. An appliance that does not take it in time is lost, even if it still answers pings.
    private async Task<T> StepAsync<T>(string what, TimeSpan limit, Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            using var running = call(deadline.Token);
            return await running.ConfigureAwait(false);
        }
        catch (Exception e) when (
            e is (OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
            && deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Connection.Poison(new ProtocolViolationException($"the appliance did not {what} within {limit.TotalSeconds:0} s"));
            throw new RpcException(new Status(StatusCode.Unavailable, Connection.Cause!.Message, Connection.Cause));
        }
    }

    // QEMU itself is asked here, not the appliance: nobody else notices that it stopped, or that it is gone.
    private async Task AskQemuAsync(Task answer)
    {
        try
        {
            await answer.ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or QmpConnectionException)
        {
            if (e is TimeoutException)
            {
                Connection.Poison(new UnresponsiveException(_machine.Qmp.Patience));
            }

            throw new RpcException(new Status(StatusCode.Unavailable, e.Message, e));
        }
    }

    // Of a crash of the kernel: what it was, where, and the end.
    private static string LastWords(string tail)
    {
        var lines = tail.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] words =
        [
            .. lines.Where(line => line.Contains("BUG: ", StringComparison.Ordinal) || line.Contains("Oops: ", StringComparison.Ordinal)).Take(1),
            .. lines.Where(line => line.Contains("RIP: ", StringComparison.Ordinal)).Take(1),
            .. lines.Where(line => line.Contains("panic", StringComparison.OrdinalIgnoreCase) || line.Contains("guestctld", StringComparison.Ordinal)).TakeLast(1),
        ];
        return words.Length > 0 ? "; the console's last words: " + string.Join(" / ", words.Distinct()) : "";
    }
}
