using GuestCtl.Drives;
using GuestCtl.WarmStart;

namespace GuestCtl.Handle;

/// <summary>Drives that come and go, before launch and while the appliance runs.</summary>
internal sealed partial class HandleLifecycle
{
    /// <summary>Adds a drive now, plugging it in when the appliance runs.</summary>
    public async Task AddDriveAsync(string function, Drive drive, CancellationToken cancellationToken)
    {
        HashLibrary.Preload();
        await _change.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CheckNotLost(function);
            drive = drive with { AllowReferencedFiles = AllowReferencedFiles };
            Drives.Check(function, drive);
            if (State != HandleState.Ready)
            {
                Drives.Add(drive);
                return;
            }

            if (drive.IsRemote && !Session!.Machine.MayConnect)
            {
                throw new GuestOperationException(
                    function, $"{drive}: the appliance was launched without drives on the network, so QEMU may not connect to any; add this one before launch", Errno.EACCES);
            }

            var target = Drives.Add(drive);
            try
            {
                await Session!.AttachAsync(drive, target, Directory, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                Drives.Remove(target);
                throw;
            }
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
        var added = new Stack<int>();
        try
        {
            CheckNotLost(function);
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
}
