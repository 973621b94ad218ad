using System.Collections.Concurrent;
using GuestCtl.Confining;
using GuestCtl.Launch;
using GuestCtl.Qemu.Qmp;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Drives;

/// <summary>The drives of one running machine. Plugging in and out is done one at a time.</summary>
/// <param name="qmp">The way to the machine.</param>
/// <param name="limit">How much it may write; null for no limit.</param>
/// <param name="logger">Told of drives that are plugged in.</param>
internal sealed class DriveBay(QmpClient qmp, FileSizeLimit? limit, ILogger logger) : IDisposable
{
    /// <summary>Targets of the SCSI bus that the guest scans.</summary>
    public const int MaxTargets = 255;

    // Read while a drive comes or goes, when the machine is disposed in the middle of that.
    private readonly ConcurrentDictionary<int, AttachedDrive> _drives = [];
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether an image is open whose content must survive.</summary>
    public bool HasWritable => _drives.Values.Any(attached => !attached.Drive.Disposable);

    /// <summary>Opens the image of a drive, so that it can be plugged in.</summary>
    public async Task OpenAsync(PreparedDrive drive, int target, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, MaxTargets);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_drives.ContainsKey(target))
                throw new DriveException($"There is a drive at number {target} already.");
            var attached = new AttachedDrive(qmp, limit, drive, target);
            // Before it is open: a machine that ends from now on has a writable image.
            _drives[target] = attached;
            await OrUndoAsync(attached, target, attached.OpenAsync(cancellation)).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Plugs an opened drive in.</summary>
    public async Task PlugAsync(int target, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var attached = _drives[target];
            await OrUndoAsync(attached, target, attached.PlugAsync(cancellation)).ConfigureAwait(false);
            LaunchLog.Attached(logger, target, attached.TopNode);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Unplugs a drive and closes its image. Its last writes are on the disk when this returns.</summary>
    public async Task DetachAsync(int target, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_drives.TryGetValue(target, out var attached))
                throw new DriveException($"There is no drive at number {target}.");
            await DetachAsync(attached, cancellation).ConfigureAwait(false);
            _drives.TryRemove(target, out _);
            attached.Drive.Dispose();
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task DetachAsync(AttachedDrive attached, CancellationToken cancellation)
    {
        try
        {
            await attached.DetachAsync(cancellation).ConfigureAwait(false);
        }
        catch (QmpException refused)
        {
            throw new DriveException($"QEMU cannot detach {attached.Drive.Title}: {refused.Description}", Errno.EBUSY, refused);
        }
    }

    private async Task OrUndoAsync(AttachedDrive attached, int target, Task work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A QEMU that does not answer will not answer that either, and is ended.
            throw;
        }
        catch (Exception e)
        {
            await attached.UndoAsync().ConfigureAwait(false);
            _drives.TryRemove(target, out _);
            attached.Drive.Dispose();
            if (e is IOException)
                throw new DriveException($"{attached.Drive.Title} cannot be attached: {e.Message}", Errno.EIO, e);
            if (e is QmpException refused)
                throw new DriveException($"QEMU cannot attach {attached.Drive.Title}: {refused.Description}{Advice(refused)}", Errno.EIO, e);
            throw;
        }
    }

    /// <summary>Removes temporary files. Only once QEMU is gone.</summary>
    public void Dispose()
    {
        foreach (var attached in _drives.Values)
            attached.Drive.Dispose();
        _drives.Clear();
    }

    private static string Advice(QmpException refused) =>
        refused.Description.Contains("Unknown driver", StringComparison.Ordinal) || refused.Description.Contains("expected driver", StringComparison.Ordinal)
            || refused.Description.Contains("does not accept value", StringComparison.Ordinal)
            ? ". Network protocols are in a package of their own: 'apt-get install qemu-block-extra' or 'dnf install qemu-kvm-block-*'."
            : refused.Description.Contains("lock", StringComparison.Ordinal)
                ? ". Another program has the image open; add it read-only, or stop that program first."
                : "";
}
