using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Appliances;
using GuestCtl.Events;
using GuestCtl.Launch;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Internal;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Handle;

/// <summary>From settings and drives to a running appliance.</summary>
internal sealed class Launcher(GuestFsOptions options, HandleSettings settings, PrivateDirectory directory, Action<GuestEvent> raise, ILogger logger)
{
    private const int EntropyBytes = 256;

    /// <summary>Launches.</summary>
    /// <exception cref="ApplianceException">What failed, and the console's tail. Nothing is left running.</exception>
    public async Task<ApplianceSession> LaunchAsync(DriveTable drives, CancellationToken cancellationToken)
    {
        using var activity = GuestActivity.Source.StartActivity("launch");
        var clock = Stopwatch.StartNew();
        try
        {
            var facts = new FactCache(settings.EffectiveCacheDirectory);
            var qemu = await QemuProbe.FindAsync(settings.Hypervisor, facts, cancellationToken).ConfigureAwait(false);
            var appliance = await FindApplianceAsync(cancellationToken).ConfigureAwait(false);
            var machine = await StartAsync(qemu, facts, appliance, cancellationToken).ConfigureAwait(false);
            var session = await ConnectAsync(machine, cancellationToken).ConfigureAwait(false);
            try
            {
                await PrepareAsync(session, drives, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await session.DisposeAsync().ConfigureAwait(false);
                throw;
            }

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
        foreach (var place in settings.Path?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (StoreIn(place).Find() is { } readyMade)
            {
                return readyMade;
            }
        }

        var store = StoreIn(settings.EffectiveCacheDirectory);
        return store.Find() ?? await store.EnsureAsync(options.ApplianceProgress, cancellationToken).ConfigureAwait(false);
    }

    private ApplianceStore StoreIn(string cacheDirectory)
        => new(new ApplianceOptions { CacheDirectory = cacheDirectory, DaemonPath = options.DaemonPath, Logger = logger });

    private async Task<VirtualMachine> StartAsync(QemuBinary qemu, FactCache facts, Appliance appliance, CancellationToken cancellationToken)
    {
        var choice = await new AcceleratorChooser(facts, logger).ChooseAsync(qemu, Preference, cancellationToken).ConfigureAwait(false);
        if (choice.Error is { } error)
        {
            throw new ApplianceException($"launch: {error}");
        }

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
            Process = new QemuProcessOptions
            {
                OwnProcessGroup = settings.ProcessGroup,
                ConsoleOutput = bytes => raise(new GuestEvent(GuestEventKind.Appliance, GuestText.Decode(bytes.Span))),
            },
        };
        return await VirtualMachine.StartAsync(spec, logger, cancellationToken).ConfigureAwait(false);
    }

    private AcceleratorPreference Preference => settings.Backend switch
    {
        { ForceKvm: true } => AcceleratorPreference.ForceKvm,
        { ForceTcg: true } => AcceleratorPreference.ForceTcg,
        _ => AcceleratorPreference.Automatic,
    };

    private async Task<ApplianceSession> ConnectAsync(VirtualMachine machine, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.LaunchTimeout);
        var greeting = new Hello { Version = typeof(Launcher).Assembly.GetName().Version!.ToString(3) };
        var handshake = Task.Run(() => Handshake.Run(new StreamTransport(machine.Channel), greeting), CancellationToken.None);
        await Task.WhenAny(handshake, machine.Process.Exited, Task.Delay(Timeout.Infinite, deadline.Token)).ConfigureAwait(false);
        if (handshake.IsCompletedSuccessfully)
        {
            return new ApplianceSession(machine, handshake.Result);
        }

        var tail = machine.ConsoleTail;
        var what = handshake.IsFaulted && !machine.Process.Exited.IsCompleted
            ? handshake.Exception!.InnerException!.Message
            : machine.Process.Exited.IsCompletedSuccessfully
                ? $"QEMU ended with exit code {machine.Process.Exited.Result} before the appliance answered. {machine.Process.ErrorText.Trim()}"
                : $"the appliance did not answer within {options.LaunchTimeout.TotalSeconds:0} s";
        await machine.DisposeAsync().ConfigureAwait(false);
        _ = handshake.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        throw new ApplianceException(
            $"launch: {what} Run 'guestctl doctor' to check this machine; the console's tail is in this error.", tail);
    }

    private async Task PrepareAsync(ApplianceSession session, DriveTable drives, CancellationToken cancellationToken)
    {
        try
        {
            session.Progress = (_, position, total) => raise(new GuestEvent(GuestEventKind.Progress, "", (long)position, (long)total));
            await session.Control.PrepareAsync(
                new PrepareRequest
                {
                    Entropy = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(EntropyBytes)),
                    WallClock = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100,
                    Verbose = settings.Verbose,
                    Network = settings.Network,
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
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
