using System.Collections.Concurrent;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Augeas;

/// <summary>A thread on which the guest's root directory is the root directory, so that every path leads where it leads in the guest, links
/// included. The one thing of the appliance that can be named there is its lenses, as the working directory.</summary>
/// <remarks>The root is entered for each call and left after it: between calls nothing keeps the guest's file systems in use, and a call sees what
/// is mounted at its time. The directories are those of this thread only; other threads may load something at any time.</remarks>
internal sealed class GuestView
{
    // Lenses and expressions are recursive, and a guest's file may go deep.
    private const int StackSize = 64 << 20;

    private const string LensDirectory = "/usr/share/augeas/lenses/dist";

    private readonly BlockingCollection<Action> _work = [];
    private SafeFileHandle? _applianceRoot;
    private SafeFileHandle? _lenses;

    /// <summary>The lenses, as they are named there.</summary>
    public static ReadOnlySpan<byte> Lenses => "."u8;

    public GuestView() => new Thread(Serve, StackSize) { IsBackground = true, Name = "augeas" }.Start();

    /// <summary>Whether a file system is mounted.</summary>
    public static bool IsMounted => MountTable.Read().Count > 0;

    /// <summary>Runs something there.</summary>
    public Task<T> RunAsync<T>(Func<T> action)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                result.SetResult(InGuestRoot(action));
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        return result.Task;
    }

    private void Serve()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }

    private T InGuestRoot<T>(Func<T> action)
    {
        Prepare();
        using var root = GuestRoot.OpenMountPoint();
        try
        {
            Check(Libc.ChangeRoot(root) && Libc.ChangeDirectory(_lenses!), "entering the guest's root");
            return action();
        }
        finally
        {
            if (!Libc.ChangeRoot(_applianceRoot!))
            {
                Environment.FailFast("augeas: the way back from the guest's root is lost");
            }
        }
    }

    private void Prepare()
    {
        if (_lenses is not null)
        {
            return;
        }

        Check(Libc.Unshare(Libc.OwnDirectories), "directories of its own");
        _applianceRoot = Libc.Open("/", OpenFlags.Path | OpenFlags.Directory);
        _lenses = Libc.Open(LensDirectory, OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast(LensDirectory);

        // The library is loaded now: in the guest's root it would be the guest's.
        using var first = Libaugeas.Open("/\0"u8.ToArray(), null, Libaugeas.Mode.NoLoad | Libaugeas.Mode.NoStandardLenses);
        _ = first?.HasError;
    }

    private static void Check(bool succeeded, string what)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast($"augeas: {what}");
        }
    }
}
