using Grpc.Core;
using GuestCtl.Drives;
using GuestCtl.WarmStart;

namespace GuestCtl.Handle;

/// <summary>Drives that come and go, before launch and while the appliance runs.</summary>
internal sealed partial class HandleLifecycle
{
    /// <summary>Adds a drive now, plugging it in when the appliance runs. Of an OVA all disks are added, or none.</summary>
    public async Task AddDriveAsync(string function, Drive drive, CancellationToken cancellationToken)
    {
        HashLibrary.Preload();
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        var attached = new Stack<int>();
        try
        {
            CheckNotLost(function);
            if (State != HandleState.Ready)
            {
                AddAll(function, Drives.Expand(drive));
                return;
            }

            foreach (var each in Drives.Expand(drive))
            {
                attached.Push(await AttachAsync(function, each with { AllowReferencedFiles = AllowReferencedFiles }, cancellationToken).ConfigureAwait(false));
            }
        }
        catch when (attached.Count > 0)
        {
            await DetachAllAsync(attached).ConfigureAwait(false);
            throw;
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>Adds drives before launch: all of them, or none.</summary>
    public async Task AddDrivesAsync(string function, IEnumerable<Drive> drives, CancellationToken cancellationToken)
    {
        HashLibrary.Preload();
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckNotLost(function);
            AddAll(function, drives);
        }
        finally
        {
            _change.Release();
        }
    }

    public async Task RemoveDriveAsync(string label, CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckNotLost("remove_drive");
            var target = Drives.FindLabel("remove_drive", label);
            if (State == HandleState.Ready)
            {
                await Session!.DetachAsync(target, cancellationToken).ConfigureAwait(false);
            }

            Drives.Remove(target);
        }
        finally
        {
            _change.Release();
        }
    }

    private void AddAll(string function, IEnumerable<Drive> drives)
    {
        var added = new Stack<int>();
        try
        {
            foreach (var drive in drives)
            {
                var allowed = drive with { AllowReferencedFiles = AllowReferencedFiles };
                Drives.Check(function, allowed);
                added.Push(Drives.Add(allowed));
            }
        }
        catch
        {
            while (added.TryPop(out var target))
            {
                Drives.Remove(target);
            }

            throw;
        }
    }

    private async Task<int> AttachAsync(string function, Drive drive, CancellationToken cancellationToken)
    {
        Drives.Check(function, drive);
        if (drive.IsRemote && !Session!.Machine.MayConnect)
        {
            throw new GuestOperationException(
                function, $"{drive}: the appliance was launched without drives on the network, so QEMU may not connect to any; add this one before launch", Errno.EACCES);
        }

        var target = Drives.Add(drive);
        try
        {
            await Session!.AttachAsync(drive, target, Directory, cancellationToken).ConfigureAwait(false);
            return target;
        }
        catch
        {
            Drives.Remove(target);
            throw;
        }
    }

    // The cause is what the caller hears of. What cannot be taken back either is lost with the machine.
    private async Task DetachAllAsync(Stack<int> attached)
    {
        while (attached.TryPop(out var target))
        {
            try
            {
                await Session!.DetachAsync(target, CancellationToken.None).ConfigureAwait(false);
                Drives.Remove(target);
            }
            catch (Exception e) when (e is DriveException or ApplianceException or GuestOperationException or RpcException)
            {
                return;
            }
        }
    }
}
