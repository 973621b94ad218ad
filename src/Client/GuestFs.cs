using GuestCtl.Calls;
using GuestCtl.Consoles;
using GuestCtl.Copying;
using GuestCtl.Events;
using GuestCtl.Handle;
using GuestCtl.Images;
using GuestCtl.Launch;
using GuestCtl.Libvirt;
using GuestCtl.LocalMounts;
using GuestCtl.Protocol.Naming;
using GuestCtl.Protocol.Rpc;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl;

/// <summary>A handle: disk images and the appliance that works on them. Add drives, launch, call, dispose.
/// All members can be called from several threads at once.</summary>
/// <example>
/// <code>
/// await using var guest = new GuestFs();
/// guest.AddDrive("disk.qcow2", readOnly: true);
/// await guest.LaunchAsync();
/// foreach (var root in await guest.InspectOsAsync())
///     Console.WriteLine(await guest.InspectGetProductNameAsync(root));
/// </code>
/// </example>
public sealed partial class GuestFs : IDisposable, IAsyncDisposable
{
    private readonly HandleInvoker _invoker;
    private readonly LocalInvoker _local = new();
    private readonly EmptyReplies _nothing = new();
    private readonly HandleLifecycle _lifecycle;
    private readonly LocalMountService _localMounts;
    private readonly IProgress<GuestProgress>? _progress;

    /// <summary>Creates a handle. Nothing is started before <see cref="Launch"/>.</summary>
    /// <param name="options">Options; null for the defaults.</param>
    public GuestFs(GuestFsOptions? options = null)
    {
        options ??= new GuestFsOptions();
        _progress = options.Progress;
        var logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<GuestFs>();
        if (options.UseEnvironment)
        {
            EnvironmentSettings.Apply(Settings, Environment.GetEnvironmentVariable, "parse_environment");
        }

        Credentials.Asked += address => Raise(new GuestEvent(GuestEventKind.LibvirtAuth, address));
        _invoker = new HandleInvoker(this);
        _lifecycle = new HandleLifecycle(options, Settings, Raise, logger);
        Protocol.Api.Handle.BindService(_local.Services, new HandleService(_lifecycle, Settings, Transfers, Credentials));
        Protocol.Api.Devices.BindService(_local.Services, new EarlyAnswers());
        Protocol.Api.Images.BindService(_local.Services, new ImagesService(Settings));
        _localMounts = new LocalMountService(this, Trace);
        Protocol.Api.Mounts.BindService(_local.Services, _localMounts);
        Protocol.Api.Files.BindService(_local.Services, new CopyingService(this));
    }

    /// <summary>Raised for everything that happens to the handle: console output, traces, progress, launch and close.
    /// Handlers run on the thread where it happened, and must not call the handle, but for the questions of <see cref="GuestEventKind.LibvirtAuth"/>.</summary>
    public event Action<GuestEvent>? EventRaised;

    internal HandleSettings Settings { get; } = new();

    /// <summary>How libvirt is told who is there.</summary>
    internal LibvirtCredentials Credentials { get; } = new();

    /// <summary>The way of every call, for a caller of the library in another process, who makes values of the replies.</summary>
    internal Grpc.Core.CallInvoker Invoker => _invoker;

    /// <summary>The way of every call, for who passes each message on as it comes.</summary>
    internal Grpc.Core.CallInvoker PassingInvoker => field ??= new HandleInvoker(this, makesValues: false);

    /// <summary>A rescue shell of the appliance, which begins when it is run.</summary>
    /// <exception cref="GuestOperationException">Nothing is launched.</exception>
    internal ApplianceConsole CreateConsole()
    {
        _lifecycle.CheckNotLost(ApplianceConsole.Function);
        return _lifecycle is { State: HandleState.Ready, Session: { } session }
            ? new ApplianceConsole(session.Invoker)
            : throw new GuestOperationException(ApplianceConsole.Function, Refusals.NotLaunched, Errno.EINVAL, reason: Reasons.NotLaunched);
    }

    /// <summary>The most memory in bytes that one returned value may take.</summary>
    internal long MaxReplyBytes => _lifecycle.MaxReplyBytes;

    /// <summary>What user_cancel ends.</summary>
    internal Transfers Transfers { get; } = new();

    /// <summary>Method paths that are served without the appliance.</summary>
    internal IReadOnlyCollection<string> LocalMethods => _local.MethodNames;

    /// <summary>Closes the handle: unmounts and writes everything out when autosync is on, and stops the appliance.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Closes the handle: unmounts and writes everything out when autosync is on, and stops the appliance.</summary>
    public async ValueTask DisposeAsync()
    {
        _localMounts.Abandon();
        await _lifecycle.CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>How many drives there are.</summary>
    internal int DriveCount => _lifecycle.Drives.Present.Count();

    /// <summary>Why nothing was found on drives whose files are no disks: a sentence for each, and none for drives that may be disks.</summary>
    internal Task<IReadOnlyList<string>> ExplainEmptyDrivesAsync(CancellationToken cancellationToken)
        => new EmptyDrives(this, [.. _lifecycle.Drives.Present.Select(entry => entry.Drive)]).ExplainAsync(cancellationToken);

    internal TransferProgress StartProgress(long total)
        => new(_progress is null && EventRaised is null ? null : ReportProgress, total);

    /// <summary>Checks that a function can be called now, and returns the invoker of its side.</summary>
    internal Grpc.Core.CallInvoker Enter(FunctionInfo function, object? request)
    {
        if (EventRaised is not null)
        {
            Raise(new GuestEvent(GuestEventKind.Enter, function.Name));
        }

        if (Settings.Trace)
        {
            Trace(request is null ? function.Name : TraceWriter.Call(function, request));
        }

        // As libguestfs does it: nothing is asked, so nobody is needed who answers.
        if (request is INamesInDirectory { Names.Count: 0 } && _lifecycle.State == HandleState.Config && !_lifecycle.HasStandIn)
        {
            return _nothing;
        }

        return function.Side == Protocol.Api.Side.Host || _lifecycle.AnswersEarly(function) ? _lifecycle.CheckLocal(function, _local) : _lifecycle.ApplianceInvoker(function);
    }

    internal T Leave<T>(FunctionInfo function, T reply)
    {
        if (Settings.Trace)
        {
            Trace(TraceWriter.Result(function, reply));
        }

        return reply;
    }

    /// <summary>Whether functions of the appliance can be called.</summary>
    internal bool IsLaunched => _lifecycle.State == HandleState.Ready;

    /// <summary>Where the time of the last launch went.</summary>
    internal LaunchProfile LaunchProfile => _lifecycle.LaunchProfile;

    internal Exception MapError(FunctionInfo function, Exception error, CancellationToken cancellationToken)
    {
        var mapped = _lifecycle.MapError(function, error, cancellationToken);
        if (Settings.Trace)
        {
            Trace(TraceWriter.Failure(function, mapped.Message));
        }

        return mapped;
    }

    private void Trace(string line)
        => Raise(new GuestEvent(GuestEventKind.Trace, Settings.Identifier.Length > 0 ? $"{Settings.Identifier}: {line}" : line));

    private void ReportProgress(GuestProgress progress)
        => Raise(new GuestEvent(GuestEventKind.Progress, "", progress.Position, progress.Total));

    private void Raise(GuestEvent happened)
    {
        EventRaised?.Invoke(happened);
        if (happened.Kind == GuestEventKind.Progress)
        {
            _progress?.Report(new GuestProgress(happened.Position, happened.Total));
        }
    }
}
