using GuestCtl.Launch;
using GuestCtl.Qemu.Qmp;
using GuestCtl.SharedMemory;

namespace GuestCtl.WarmStart;

/// <summary>Saves a machine that has just booted: stops it, writes its devices' state and its memory to a directory, and lets it go on.</summary>
/// <param name="machine">The machine, whose memory is in <paramref name="memory"/>. It has no drives yet.</param>
/// <param name="memory">The memory that the machine shares.</param>
/// <param name="directory">Where the files go.</param>
/// <param name="key">What signs them.</param>
/// <param name="salt">Of this template alone.</param>
internal sealed class TemplateSaver(VirtualMachine machine, SealedMemory memory, string directory, CacheKey key, string salt)
{
    /// <summary>The most that the devices' state may have in bytes; it has less than one MiB.</summary>
    public const int MaxStateBytes = 256 << 20;

    private const long Unlimited = 1L << 40;

    // A machine at rest is saved in some hundredths of a second; a host that swaps may need longer.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    /// <summary>Saves.</summary>
    /// <param name="cancellation">Gives up; the machine runs on.</param>
    /// <exception cref="TemplateException">It cannot be saved; the machine runs on.</exception>
    /// <exception cref="QmpConnectionException">The machine is lost.</exception>
    public async Task<SavedMachine> SaveAsync(CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        try
        {
            await machine.Qmp.StopAsync(deadline.Token).ConfigureAwait(false);
            try
            {
                return await WriteAsync(deadline.Token).ConfigureAwait(false);
            }
            finally
            {
                await machine.Qmp.ContinueAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is QmpException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new TemplateException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TemplateException($"the machine was not saved within {Timeout.TotalSeconds:0} seconds", e);
        }
    }

    /// <summary>Has the files on the disk for good, and the manifest with them: to be done before the directory is put in place.</summary>
    public void Complete(TemplateManifest manifest)
    {
        foreach (var path in new[] { TemplateFiles.Memory(directory), TemplateFiles.State(directory) })
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
        }
        using var handle = TemplateFiles.Create(TemplateFiles.Manifest(directory));
        RandomAccess.Write(handle, manifest.Signed(key).ToJson(), 0);
        RandomAccess.FlushToDisk(handle);
    }

    private async Task<SavedMachine> WriteAsync(CancellationToken cancellation)
    {
        await machine.Qmp.IgnoreSharedMemoryAsync(cancellation).ConfigureAwait(false);
        await machine.Qmp.SetMigrationBandwidthAsync(Unlimited, cancellation).ConfigureAwait(false);
        var state = await ReceiveStateAsync(cancellation).ConfigureAwait(false);
        using (var file = TemplateFiles.Create(TemplateFiles.State(directory)))
            RandomAccess.Write(file, state.Span, 0);
        var memoryHash = await Task.Run(() => CopyMemory(cancellation), cancellation).ConfigureAwait(false);
        return new SavedMachine(memory.Length, memoryHash, state.Length, TemplateManifest.SignState(key, salt, state.Span));
    }

    private string CopyMemory(CancellationToken cancellation)
    {
        using var file = TemplateFiles.Create(TemplateFiles.Memory(directory));
        RandomAccess.SetLength(file, memory.Length);
        return MemoryPages.Copy(memory.File, file, memory.Length, SealedMemory.NextData, TemplateManifest.PageKey(key, salt), cancellation);
    }

    private async Task<ReadOnlyMemory<byte>> ReceiveStateAsync(CancellationToken cancellation)
    {
        using var channel = await StateChannel.OpenAsync(machine.Qmp, cancellation).ConfigureAwait(false);
        await machine.Qmp.MigrateAsync(StateChannel.Uri, cancellation).ConfigureAwait(false);
        var stream = channel.Stream;
        var state = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            state.Write(buffer, 0, count);
            if (state.Length > MaxStateBytes)
                throw new TemplateException($"QEMU's state does not end after {MaxStateBytes >> 20} MiB");
        }
        string status;
        while ((status = await machine.Qmp.QueryMigrateAsync(cancellation).ConfigureAwait(false)) != "completed")
        {
            if (status is "failed" or "cancelled")
                throw new TemplateException($"QEMU says that saving {status}");
            await Task.Delay(Poll, cancellation).ConfigureAwait(false);
        }
        return state.GetBuffer().AsMemory(0, (int)state.Length);
    }
}
