using System.Diagnostics;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Programs;

/// <summary>The one space that programs of the guest share, so that what one leaves running in the background is there for the next. It goes when the
/// guest's mounts change.</summary>
internal static class GuestPrograms
{
    private static readonly Lock Lock = new();
    private static Lease? _latest;

    // A program that is killed takes as long as its last write to a slow device.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // Of the calls that run, in whatever space: what tells that the caller has given one up.
    private static readonly List<CancellationToken> Running = [];

    /// <summary>Takes the space for one call, and makes it first if need be.</summary>
    /// <param name="cancellation">Tells that the caller has given the call up.</param>
    public static Lease Enter(CancellationToken cancellation)
    {
        lock (Lock)
        {
            var mounts = string.Join(' ', MountTable.Read().Select(entry => entry.Id));
            if (_latest is { Users: 0 } unused && unused.Mounts != mounts)
            {
                Close();
            }

            _latest ??= new Lease(new GuestSpace(), mounts);
            _latest.Users++;
            Running.Add(cancellation);
            return _latest;
        }
    }

    /// <summary>Ends what programs have left running in the background, so that file systems can be unmounted.</summary>
    /// <exception cref="OperationFailedException">EBUSY: a call is running one.</exception>
    public static void End()
    {
        if (!TryEnd())
        {
            throw new OperationFailedException("a program of the guest is running: wait for the call, or cancel it", Errno.EBUSY);
        }
    }

    /// <summary>As <see cref="End"/>; false while a call is running one. Waits for calls that were cancelled: who cancelled one does not hear of its end.</summary>
    public static bool TryEnd()
    {
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            lock (Lock)
            {
                if (Running.Count == 0)
                {
                    Close();
                    return true;
                }

                if (clock.Elapsed > Patience || !Running.TrueForAll(cancellation => cancellation.IsCancellationRequested))
                {
                    return false;
                }
            }
        }
    }

    private static void Close()
    {
        _latest?.Space.Dispose();
        _latest = null;
    }

    /// <summary>The use of the space by calls.</summary>
    internal sealed class Lease(GuestSpace space, string mounts)
    {
        public GuestSpace Space => space;

        public string Mounts => mounts;

        public int Users { get; set; }

        /// <summary>Ends a program with all its descendants, and if it is the only call's, with all others that run in the background. Does not wait.
        /// At most once for each call.</summary>
        public void Kill(int pid)
        {
            lock (Lock)
            {
                if (Users == 1)
                {
                    // The last user takes it away.
                    space.Kill();
                    _latest = _latest == this ? null : _latest;
                    return;
                }
            }

            ProcessTree.Kill(pid);
        }

        /// <summary>Ends the use by one call.</summary>
        /// <param name="cancellation">The one that it entered with.</param>
        public void Leave(CancellationToken cancellation)
        {
            lock (Lock)
            {
                Running.Remove(cancellation);
                if (--Users == 0 && _latest != this)
                {
                    space.Dispose();
                }
            }
        }
    }
}
