using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>The handle of the guest's root directory, kept from one call to the next: to open it anew is half of the work of a short call.
/// It keeps the root's file system busy, so it is dropped before anything is unmounted.</summary>
internal static class TopDirectory
{
    private static Kept? _kept;

    /// <summary>The root of what is mounted on the mount point.</summary>
    /// <param name="emptyMount">The mount that the mount point is on while nothing is mounted.</param>
    /// <returns>Null if nothing is.</returns>
    public static Lease? Borrow(ulong emptyMount)
    {
        if (!Libc.Stat(GuestRoot.MountPoint, out var status) || status.MountId == emptyMount)
        {
            return null;
        }

        if (Volatile.Read(ref _kept) is { } kept && kept.MountId == status.MountId && Lease.TryTake(kept.Handle) is { } lease)
        {
            return lease;
        }

        return Renew();
    }

    /// <summary>Closes it, once nobody uses it.</summary>
    public static void Drop() => Interlocked.Exchange(ref _kept, null)?.Handle.Dispose();

    private static Lease? Renew()
    {
        var handle = GuestRoot.OpenMountPoint();
        var lease = Lease.TryTake(handle);
        if (Libc.Stat(handle, out var status))
        {
            Interlocked.Exchange(ref _kept, new Kept(handle, status.MountId))?.Handle.Dispose();
        }

        return lease;
    }

    private sealed record Kept(SafeFileHandle Handle, ulong MountId);

    /// <summary>The use of the handle by one call.</summary>
    public readonly struct Lease : IDisposable
    {
        private Lease(SafeFileHandle handle) => Handle = handle;

        public SafeFileHandle Handle { get; }

        public static Lease? TryTake(SafeFileHandle handle)
        {
            try
            {
                var taken = false;
                handle.DangerousAddRef(ref taken);
                return new Lease(handle);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
        }

        public void Dispose() => Handle.DangerousRelease();
    }
}
