using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Drives;
using GuestCtl.Events;
using GuestCtl.Launch;
using GuestCtl.Libvirt;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Handle;

/// <summary>The states of a handle and the ways between them. One change at a time; calls are not held up by it.</summary>
internal sealed partial class HandleLifecycle(GuestFsOptions options, HandleSettings settings, Action<GuestEvent> raise, ILogger logger)
{
    private readonly SemaphoreSlim _change = new(1, 1);
    private readonly Lock _loss = new();
    private ApplianceException? _lossCause;
    private PrivateDirectory? _directory;

    /// <summary>Drives in the order they were added; index is the SCSI target.</summary>
    public DriveTable Drives { get; } = new();

    public HandleState State { get; private set; }

    public ApplianceSession? Session { get; private set; }

    /// <summary>Where the time of the last launch went.</summary>
    public LaunchProfile LaunchProfile { get; private set; } = new();

    public ILogger Logger => logger;

    public HandleSettings Settings => settings;

    public bool AllowReferencedFiles => options.AllowReferencedFiles || settings.AllowReferencedFiles || settings.Backend.AllowReferencedFiles;

    /// <summary>The most memory in bytes that one returned value may take.</summary>
    public long MaxReplyBytes => settings.Backend.MaxReplyBytes ?? options.MaxReplyBytes;

    /// <summary>The handle's temporary files and sockets; created at first use.</summary>
    public PrivateDirectory Directory => _directory ??= PrivateDirectory.Create(logger, temporaryBase: settings.EffectiveTemporaryDirectory);

    /// <summary>Checks the state for a function of the library itself.</summary>
    public CallInvoker CheckLocal(FunctionInfo function, LocalInvoker local)
    {
        ObjectDisposedException.ThrowIf(State == HandleState.Closed, typeof(GuestFs));
        return function.IsConfigOnly && State is (HandleState.Launching or HandleState.Ready)
            ? throw new GuestOperationException(function.Name, Refusals.ConfigOnly, Errno.EINVAL, reason: Reasons.ConfigOnly)
            : local;
    }

    /// <summary>Whether the library answers in the appliance's place, which is not there yet.</summary>
    public bool AnswersEarly(FunctionInfo function) => State == HandleState.Config && !HasStandIn && EarlyAnswers.Has(function.Name);

    /// <summary>Whether something else stands in for an appliance that was not launched.</summary>
    public bool HasStandIn => options.Appliance is not null;

    /// <summary>The appliance's invoker, for a function of the daemon.</summary>
    public CallInvoker ApplianceInvoker(FunctionInfo function) => State switch
    {
        HandleState.Ready => Session!.Invoker,
        HandleState.Config when options.Appliance is { } standIn => standIn,
        HandleState.Lost => throw Gone(function.Name),
        HandleState.Closed => throw new ObjectDisposedException(nameof(GuestFs)),
        HandleState.Launching => throw new GuestOperationException(function.Name, "the appliance is still being launched", Errno.EINVAL),
        _ => throw new GuestOperationException(function.Name, Refusals.NotLaunched, Errno.EINVAL, reason: Reasons.NotLaunched),
    };

    /// <summary>Refuses what would claim to reach an appliance that was lost.</summary>
    /// <exception cref="ApplianceException">It was; with the cause.</exception>
    public void CheckNotLost(string function)
    {
        if (State == HandleState.Lost)
        {
            throw Gone(function);
        }
    }

    public async Task LaunchAsync(CancellationToken cancellationToken)
    {
        HashLibrary.Preload();
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (State == HandleState.Lost)
            {
                await ForgetLossAsync().ConfigureAwait(false);
            }

            if (State != HandleState.Config)
            {
                throw new GuestOperationException("launch", Refusals.AlreadyLaunched, Errno.EINVAL, reason: Reasons.AlreadyLaunched);
            }

            var unresponsiveTimeout = settings.Backend.UnresponsiveTimeout ?? options.UnresponsiveTimeout;
            State = HandleState.Launching;
            LaunchProfile = new LaunchProfile();
            var launcher = new Launcher(options, settings, Directory, Tell, LaunchProfile, logger);
            var session = await launcher.LaunchAsync(Drives, cancellationToken).ConfigureAwait(false);
            session.Watch(unresponsiveTimeout);
            Session = session;
            State = HandleState.Ready;
            _ = WatchAsync(session);
            Tell(new GuestEvent(GuestEventKind.LaunchDone));
        }
        finally
        {
            if (State == HandleState.Launching)
            {
                State = HandleState.Config;
            }

            _change.Release();
        }
    }

    /// <summary>Writes everything out and stops the appliance; the handle can be configured again.</summary>
    /// <exception cref="ApplianceException">The appliance was lost, and what it had not written out. The handle can be configured all the same.</exception>
    public async Task ShutdownAsync(CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (State == HandleState.Lost)
            {
                var gone = Gone("shutdown");
                await ForgetLossAsync().ConfigureAwait(false);
                throw gone;
            }

            await StopAsync(HandleState.Config, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _change.Release();
        }
    }

    public async Task CloseAsync()
    {
        await _change.WaitAsync().ConfigureAwait(false);
        try
        {
            if (State == HandleState.Closed)
            {
                return;
            }

            Tell(new GuestEvent(GuestEventKind.Close));
            await StopAsync(HandleState.Closed, CancellationToken.None).ConfigureAwait(false);
            _directory?.Dispose();
        }
        finally
        {
            State = HandleState.Closed;
            _change.Release();
        }
    }

    /// <summary>What the caller sees of an error.</summary>
    public Exception MapError(FunctionInfo function, Exception error, CancellationToken cancellationToken) => error switch
    {
        RpcException { StatusCode: StatusCode.Cancelled } => new OperationCanceledException($"{function.Name}: the call was cancelled", error, cancellationToken),
        RpcException { StatusCode: StatusCode.Unavailable } lost => LossOf(Session, lost) is var cause
            ? new ApplianceException($"{function.Name}: {cause.Message}", cause.ConsoleTail, cause)
            : error,
        RpcException failed => new GuestOperationException(function.Name, failed.Status.Detail, failed.Errno(), failed, failed.Reason()),
        LibvirtException refused => new GuestOperationException(function.Name, refused.Message, refused.Errno, refused, refused.Reason),
        DriveException drive => new GuestOperationException(function.Name, drive.Message, drive.Errno, drive, drive.Reason),
        _ => error,
    };

    private ApplianceException Gone(string function)
        => new($"{function}: the appliance is gone: {_lossCause!.Message}", _lossCause.ConsoleTail, _lossCause);

    // As with libguestfs, a handle whose appliance died starts over without drives.
    private async Task ForgetLossAsync()
    {
        var session = Session;
        Session = null;
        Drives.Clear();
        _lossCause = null;
        State = HandleState.Config;
        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    // What a caller's handler throws must not end a launch, a stop, or the thread that reads.
    private void Tell(GuestEvent happened)
    {
        try
        {
            raise(happened);
        }
        catch (Exception e)
        {
            HandleLog.HandlerFailed(logger, e, happened.Kind);
        }
    }

    private async Task StopAsync(HandleState next, CancellationToken cancellationToken)
    {
        var session = Session;
        var wasReady = State == HandleState.Ready;
        Session = null;
        State = next;
        if (session is not null)
        {
            try
            {
                if (wasReady)
                {
                    await session.SyncAsync(settings.Autosync, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (RpcException) when (next == HandleState.Closed)
            {
                // Closing cannot fail for the caller: who wants to know of lost writes calls shutdown.
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                var cause = await session.ExplainLossAsync(e).ConfigureAwait(false);
                throw new ApplianceException($"shutdown: {cause.Message}", cause.ConsoleTail, cause);
            }
            finally
            {
                await session.DisposeAsync().ConfigureAwait(false);
                Tell(new GuestEvent(GuestEventKind.SubprocessQuit));
            }
        }
    }

    private async Task WatchAsync(ApplianceSession session)
        => await LoseAsync(session, await session.Connection.Closed.ConfigureAwait(false)).ConfigureAwait(false);

    private ApplianceException LossOf(ApplianceSession? session, RpcException lost) => session is null
        ? new ApplianceException("the appliance was stopped while the call was running", "", lost)
        : LoseAsync(session, lost).GetAwaiter().GetResult();

    // The watcher and a caller may notice at the same time. Whoever is first says it, and nobody finds the handle ready afterwards.
    private async Task<ApplianceException> LoseAsync(ApplianceSession session, Exception noticed)
    {
        if (Session != session)
        {
            return new ApplianceException("the appliance was stopped while the call was running", "", noticed);
        }

        var cause = await session.ExplainLossAsync(noticed).ConfigureAwait(false);
        lock (_loss)
        {
            if (Session != session || State == HandleState.Lost)
            {
                return _lossCause ?? cause;
            }

            _lossCause = cause;
            State = HandleState.Lost;
        }

        session.Kill();
        HandleLog.ApplianceLost(logger, cause.Message);
        Tell(new GuestEvent(GuestEventKind.SubprocessQuit, cause.Message));
        return cause;
    }
}
