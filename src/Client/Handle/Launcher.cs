using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Appliances;
using GuestCtl.Confining;
using GuestCtl.Events;
using GuestCtl.Launch;
using GuestCtl.Networking;
using GuestCtl.Protocol.Internal;
using GuestCtl.Protocol.Text;
using GuestCtl.Qemu;
using GuestCtl.Qemu.Qmp;
using GuestCtl.SharedMemory;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Handle;

/// <summary>From settings and drives to a running appliance.</summary>
internal sealed class Launcher(GuestFsOptions options, HandleSettings settings, PrivateDirectory directory, Action<GuestEvent> raise, LaunchProfile profile, ILogger logger)
{
    private const int EntropyBytes = 256;
    private const long ApplianceFound = 3;
    private const long ApplianceAnswered = 9;

    /// <summary>Launches.</summary>
    /// <exception cref="ApplianceException">What failed, and the console's tail. Nothing is left running.</exception>
    public async Task<ApplianceSession> LaunchAsync(DriveTable drives, CancellationToken cancellationToken)
    {
        using var activity = GuestActivity.Source.StartActivity("launch");
        var clock = Stopwatch.StartNew();
        using var progress = new LaunchProgress(raise, options.Clock);
        try
        {
            var facts = new FactCache(settings.EffectiveCacheDirectory);
            QemuBinary qemu;
            using (profile.Step("find QEMU"))
            {
                qemu = await QemuProbe.FindAsync(Hypervisor, facts, cancellationToken).ConfigureAwait(false);
            }

            Appliance appliance;
            using (profile.Step("find the appliance"))
            {
                appliance = await FindApplianceAsync(cancellationToken).ConfigureAwait(false);
            }

            progress.Reach(ApplianceFound);
            var session = await StartAsync(qemu, facts, appliance, drives, cancellationToken).ConfigureAwait(false);
            try
            {
                if (!session.Machine.Transport.UsesRings)
                {
                    await GreetAsync(session, drives, cancellationToken).ConfigureAwait(false);
                }

                progress.Reach(ApplianceAnswered);
                using (profile.Step("plug in the drives"))
                {
                    await AttachAsync(session, drives, cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            progress.Reach(LaunchProgress.Steps);
            HandleLog.Ready(logger, clock.ElapsedMilliseconds);
            return session;
        }
        catch (LaunchException e)
        {
            throw new ApplianceException($"launch: {e.Message}", e.ConsoleTail, e);
        }
        catch (Exception e) when (e is QemuNotFoundException or ApplianceBuildException)
        {
            throw new ApplianceException($"launch: {e.Message}", "", e);
        }
    }

    private async Task<Appliance> FindApplianceAsync(CancellationToken cancellationToken)
    {
        var seal = new ApplianceSeal(settings.EffectiveCacheDirectory, logger);
        foreach (var place in settings.Path?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var placed = StoreIn(settings.Locate("launch", place));
            if (placed.Find() is { } readyMade)
            {
                await seal.CheckAsync(readyMade, placed, cancellationToken).ConfigureAwait(false);
                return readyMade;
            }
        }

        var store = StoreIn(settings.EffectiveCacheDirectory);
        var appliance = store.Find() ?? await store.EnsureAsync(options.ApplianceProgress, cancellationToken).ConfigureAwait(false);
        await seal.CheckAsync(appliance, store, cancellationToken).ConfigureAwait(false);
        return appliance;
    }

    private ApplianceStore StoreIn(string cacheDirectory)
        => new(new ApplianceOptions { CacheDirectory = cacheDirectory, DaemonPath = options.DaemonPath, Logger = logger });

    private async Task<ApplianceSession> StartAsync(QemuBinary qemu, FactCache facts, Appliance appliance, DriveTable drives, CancellationToken cancellationToken)
    {
        var choice = await new AcceleratorChooser(facts, logger).ChooseAsync(qemu, Preference, cancellationToken).ConfigureAwait(false);
        if (choice.Error is { } error)
        {
            throw new ApplianceException($"launch: {error}");
        }

        var remote = RemoteDrives.Of(drives.Present.Select(drive => drive.Drive));
        var spec = new VirtualMachineSpec
        {
            Qemu = qemu,
            Accel = choice.Accelerator,
            Dir = directory,
            Kernel = appliance.Kernel,
            Initrd = appliance.Initrd,
            RootImage = appliance.RootImage,
            Append = settings.Append,
            MemoryMiB = settings.MemorySize,
            Vcpus = settings.VirtualCpus,
            Network = settings.Network,
            Verbose = settings.Verbose,
            ExtraArguments = settings.ExtraArguments,
            RemoteDrives = remote,
            Process = new QemuProcessOptions
            {
                Confiner = new Confiner(Confinement, facts, logger),
                WhyOpen = settings.ExtraArguments.Count > 0 ? "QEMU has arguments of the caller's own" : remote?.WhyOpen,
                OwnProcessGroup = settings.ProcessGroup,
                ConsoleOutput = bytes => raise(new GuestEvent(GuestEventKind.Appliance, GuestText.Decode(bytes.Span))),
            },
        };
        var cold = new ColdStart(options.LaunchTimeout, (session, token) => GreetAsync(session, null, token), profile, logger);
        if (ObstacleToWarmStart is { } obstacle)
        {
            WarmStartLog.Off(logger, obstacle);
            return await cold.StartAsync(spec, cancellationToken).ConfigureAwait(false);
        }

        var store = new TemplateStore(settings.EffectiveCacheDirectory, logger);
        return await new WarmStarter(store, cold, (session, token) => GreetAsync(session, drives, token), new RestoreFailures(facts), profile, logger)
            .StartAsync(spec, appliance.Hash, cancellationToken).ConfigureAwait(false);
    }

    private string? ObstacleToWarmStart =>
        !options.WarmStart || settings.Backend.WarmStartOff ? "it is turned off"
        : !SealedMemory.IsSupported ? "this system has no memory files"
        : settings.ExtraArguments.Count > 0 ? "QEMU has further arguments, which a template could not be trusted with"
        : settings.Verbose ? "verbose is on, and wants to show the boot"
        : null;

    // A name without a slash is searched for like any program.
    private string? Hypervisor => settings.Hypervisor is { } name && name.Contains('/', StringComparison.Ordinal) ? settings.Locate("launch", name) : settings.Hypervisor;

    private Confinement Confinement => settings.Backend.Confinement ?? options.Confinement;

    private AcceleratorPreference Preference => settings.Backend switch
    {
        { ForceKvm: true } => AcceleratorPreference.ForceKvm,
        { ForceTcg: true } => AcceleratorPreference.ForceTcg,
        _ => AcceleratorPreference.Automatic,
    };

    // Entropy and the clock come first: a machine from a template has those of all others made from it. Before a machine is saved the way to it stays as
    // it is; after the last greeting, the one with the drives, it goes through shared memory.
    private async Task GreetAsync(ApplianceSession session, DriveTable? drives, CancellationToken cancellationToken)
    {
        if (drives is not null)
        {
            session.Open(drives.Present, directory, cancellationToken);
        }

        try
        {
            session.Progress = (_, position, total) => raise(new GuestEvent(GuestEventKind.Progress, "", (long)position, (long)total));
            var request = new PrepareRequest
            {
                Entropy = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(EntropyBytes)),
                WallClock = (options.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
                Verbose = settings.Verbose,
                Network = settings.Network,
            };
            if (await session.PrepareAsync(request, changes: drives is not null, cancellationToken).ConfigureAwait(false) is { } obstacle)
            {
                HandleLog.NoRings(logger, obstacle);
            }
        }
        catch (Exception e) when (e is RpcException or QmpConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw await session.ExplainLossAsync(e).ConfigureAwait(false);
        }
    }

    private async Task AttachAsync(ApplianceSession session, DriveTable drives, CancellationToken cancellationToken)
    {
        try
        {
            session.WatchQemu(settings.Backend.UnresponsiveTimeout ?? options.UnresponsiveTimeout);

            // One after the other: the kernel looks at several at the same time, and then names them in any order.
            foreach (var (drive, target) in drives.Present)
            {
                await session.AttachAsync(drive, target, directory, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RpcException e)
        {
            throw await session.ExplainLossAsync(e).ConfigureAwait(false);
        }
    }
}
