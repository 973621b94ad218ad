using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Launch;
using GuestCtl.Protocol.Wire;
using GuestCtl.Qemu.Qmp;
using GuestCtl.SharedMemory;
using GuestCtl.WarmStart;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Handle;

/// <summary>Launches from a template. Where there is none yet, boots and saves one on the way.</summary>
/// <param name="store">The templates.</param>
/// <param name="cold">Boots.</param>
/// <param name="greet">The first call on a new session: entropy and clock.</param>
/// <param name="failures">Which machines could not be restored on this host.</param>
/// <param name="profile">Told of the steps.</param>
/// <param name="logger">Told why something was not warm.</param>
internal sealed class WarmStarter(
    TemplateStore store, ColdStart cold, Func<ApplianceSession, CancellationToken, Task> greet, RestoreFailures failures, LaunchProfile profile, ILogger logger)
{
    private const int SaltBytes = 16;

    // Well over what a restored guest needs for its first answer when fifty start at once on two processors.
    private static readonly TimeSpan FirstAnswerTimeout = TimeSpan.FromSeconds(90);

    /// <summary>Starts a session, already greeted.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="appliance">The content hash of its appliance.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ApplianceSession> StartAsync(VirtualMachineSpec spec, string appliance, CancellationToken cancellation)
    {
        var key = TemplateKey.Of(spec, appliance);
        if (failures.IsHopeless(key))
        {
            WarmStartLog.Off(logger, "this machine could not be restored on this host before");
            return await cold.StartAsync(spec, cancellation).ConfigureAwait(false);
        }
        try
        {
            return await TryRestoreAsync(spec, key, isLastTry: false, cancellation).ConfigureAwait(false)
                ?? await RestoreOrSaveAsync(spec, key, cancellation).ConfigureAwait(false);
        }
        catch (TemplateException e)
        {
            WarmStartLog.Failed(logger, e.Message);
            return await cold.StartAsync(spec, cancellation).ConfigureAwait(false);
        }
    }

    // One of many launches makes the template, and the others wait for it: booting all of them at once would take longer.
    private async Task<ApplianceSession> RestoreOrSaveAsync(VirtualMachineSpec spec, string key, CancellationToken cancellation)
    {
        var held = await store.LockAsync(key, cancellation).ConfigureAwait(false);
        var isHandedOver = false;
        try
        {
            if (await TryRestoreAsync(spec, key, isLastTry: true, cancellation).ConfigureAwait(false) is { } restored)
                return restored;
            var (session, publish) = await BootAndSaveAsync(spec, key, cancellation).ConfigureAwait(false);
            if (publish is not null)
            {
                isHandedOver = true;
                session.FinishBeforeEnd(Task.Run(() => Publish(publish, key, held), CancellationToken.None));
            }
            return session;
        }
        finally
        {
            if (!isHandedOver)
                held.Dispose();
        }
    }

    private void Publish(Action publish, string key, IDisposable held)
    {
        using (held)
        {
            try
            {
                publish();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WarmStartLog.NotSaved(logger, e.Message);
                store.Unstage(key);
            }
        }
    }

    private async Task<(ApplianceSession Session, Action? Publish)> BootAndSaveAsync(VirtualMachineSpec spec, string key, CancellationToken cancellation)
    {
        using var memory = CreateMemory(spec);
        var session = await BootInAsync(memory, spec, cancellation).ConfigureAwait(false);
        try
        {
            using (profile.Step("save a template"))
                return (session, await SaveAsync(session, spec, memory, key, cancellation).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            store.Unstage(key);
            var harmless = e is TemplateException or IOException or UnauthorizedAccessException || (e is RpcException && session.Connection.Cause is null);
            if (harmless && !cancellation.IsCancellationRequested)
            {
                WarmStartLog.NotSaved(logger, e.Message);
                return (session, null);
            }
            var isLost = e is (RpcException or QmpConnectionException) && !cancellation.IsCancellationRequested;
            var reason = isLost ? await session.ExplainLossAsync(e).ConfigureAwait(false) : e;
            await session.DisposeAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(reason);
            throw;
        }
    }

    private static SealedMemory CreateMemory(VirtualMachineSpec spec)
    {
        try
        {
            return SealedMemory.Create((long)spec.MemoryMiB << 20);
        }
        catch (IOException e)
        {
            throw new TemplateException(e.Message, e);
        }
    }

    // Some sandboxes keep one process's memory files from another, even of the same user.
    private async Task<ApplianceSession> BootInAsync(SealedMemory memory, VirtualMachineSpec spec, CancellationToken cancellation)
    {
        try
        {
            return await cold.StartAsync(spec with { Memory = memory, MemoryShare = true }, cancellation).ConfigureAwait(false);
        }
        catch (LaunchException e)
        {
            throw new TemplateException($"QEMU does not start with its memory in a file: {e.Message}", e);
        }
    }

    private async Task<Action> SaveAsync(ApplianceSession session, VirtualMachineSpec spec, SealedMemory memory, string key, CancellationToken cancellation)
    {
        store.Prune(new TemplateLimits());
        var staging = store.Stage(key);
        await session.SettleAsync(cancellation).ConfigureAwait(false);
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));
        var saver = new TemplateSaver(session.Machine, memory, staging, store.Key, salt);
        var saved = await saver.SaveAsync(cancellation).ConfigureAwait(false);
        var manifest = new TemplateManifest
        {
            Format = TemplateManifest.CurrentFormat,
            Key = key,
            Salt = salt,
            CreatedUtc = DateTime.UtcNow,
            MemoryBytes = saved.MemoryBytes,
            MemoryHash = saved.MemoryHash,
            StateBytes = saved.StateBytes,
            StateHash = saved.StateHash,
            Greeting = session.Connection.Peer.ToByteArray(),
            Machine = $"QEMU {spec.Qemu.Version}, {spec.Accel.QemuName()}",
        };
        return () =>
        {
            saver.Complete(manifest);
            store.Publish(key, staging);
        };
    }

    // Returns null when there is no template, or when it could not be restored. A template that does not work is removed. One that only took too long is
    // kept on the first try: the machine may be busy, and other launches may be able to use it.
    private async Task<ApplianceSession?> TryRestoreAsync(VirtualMachineSpec spec, string key, bool isLastTry, CancellationToken cancellation)
    {
        if (store.Find(key) is not { } manifest)
            return null;
        var lease = SharedTemplates.Take(store.DirectoryOf(key), manifest, store.Key);
        var template = lease.Template;
        ApplianceSession? session = null;
        try
        {
            var machine = await TemplateRestore.StartAsync(template, spec, profile, logger, cancellation).ConfigureAwait(false);
            session = new ApplianceSession(machine, Handshake.Resume(machine.Transport, template.Greeting), lease);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(FirstAnswerTimeout);
            using (profile.Step("first answer"))
                await greet(session, deadline.Token).ConfigureAwait(false);
            return session;
        }
        catch (Exception e)
        {
            if (session is not null)
                await session.DisposeAsync().ConfigureAwait(false);
            lease.Dispose();
            cancellation.ThrowIfCancellationRequested();
            if (e is not (TemplateException or LaunchException or ApplianceException or OperationCanceledException))
                throw;
            WarmStartLog.Failed(logger, e.Message);
            if (!isLastTry && (e as OperationCanceledException ?? e.InnerException) is OperationCanceledException)
                return null;
            if (!template.Loaded.IsFaulted)
                failures.Count(key);
            store.Discard(key);
            return null;
        }
    }
}
