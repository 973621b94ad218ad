using System.Collections.Concurrent;
using System.Text;
using GuestCtl.Daemon.Boot;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Programs;

/// <summary>Where programs of the guest run: a mount namespace in which the guest's /proc, /sys and /dev are the appliance's, and a process namespace
/// that ends with all that is in it. The daemon's other threads see neither, so a file call never meets what is bound there.</summary>
/// <remarks>Both are those of one thread, which does nothing but start programs. What it starts inherits them.</remarks>
internal sealed class GuestSpace : IDisposable
{
    private const string ResolverFile = "/run/resolv.conf";
    private const Resolve InGuest = Resolve.InRoot | Resolve.NoMagicLinks;

    // Process 1 of the namespace. The /proc that shows it can only be mounted from within. It ends when its input does.
    private const string MountProc = "mount -nct proc proc . 2>&1; cd /; ";
    private const string Idle = "echo; read end";

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;
    private SafeFileHandle? _applianceRoot;
    private SafeFileHandle? _guestRoot;
    private SafeFileHandle? _initInput;
    private int _init = -1;

    /// <summary>Makes the namespaces.</summary>
    /// <exception cref="OperationFailedException">The kernel refuses.</exception>
    public GuestSpace()
    {
        _thread = new Thread(Serve) { IsBackground = true, Name = "guest-programs" };
        _thread.Start();
        try
        {
            Do(Enter);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Starts a program of the guest.</summary>
    /// <returns>0, or the errno.</returns>
    public int Start(byte[] path, IReadOnlyList<byte[]> arguments, SafeFileHandle input, SafeFileHandle output, SafeFileHandle error, uint umask, out int pid)
    {
        var started = -1;
        var result = 0;
        Do(() =>
        {
            Libc.Umask(umask);
            // Between these two lines nothing may be called for the first time: it could load a library of the guest's.
            InGuestRoot(() => result = Libc.Spawn(path, arguments, ProgramEnvironment.Variables, [input, output, error], null, out started));
        });
        if (result == 0)
        {
            OutOfMemory.Expose(started);
        }

        pid = started;
        return result;
    }

    /// <summary>Kills all that runs here.</summary>
    public void Kill() => Libc.Kill(_init, Libc.SigKill);

    /// <summary>Kills all that runs here, and lets go of the guest's file systems. Programs that were started here have been waited for.</summary>
    public void Dispose()
    {
        if (_init > 0)
        {
            // The kernel kills all others with it, and it ends only when they are gone.
            Kill();
            Libc.WaitFor(_init);
        }

        Do(Leave);
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Serve()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }

    private void Do(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        done.Task.GetAwaiter().GetResult();
    }

    private void Enter()
    {
        Check(Libc.Unshare(Libc.NewMounts), "a mount namespace");
        Check(Libc.Mount("none", "/", null, Libc.MsRec | Libc.MsPrivate), "a private mount namespace");
        _applianceRoot = Libc.Open("/", OpenFlags.Path | OpenFlags.Directory);
        _guestRoot = GuestRoot.OpenMountPoint();
        Bind("dev"u8, "/dev", OpenFlags.Directory);
        Bind("sys"u8, "/sys", OpenFlags.Directory);
        if (File.Exists(ResolverFile))
        {
            Bind("etc/resolv.conf"u8, ResolverFile, 0);
        }

        Check(Libc.Unshare(Libc.NewProcesses), "a process namespace");
        StartInit();
        // So that everything has been called once.
        InGuestRoot(() => { });
    }

    // A guest without the directory does without it.
    private void Bind(ReadOnlySpan<byte> guestPath, string source, OpenFlags flags)
    {
        using var target = Libc.Openat2(_guestRoot!, guestPath, OpenFlags.Path | flags, 0, InGuest)
            ?? Libc.Openat2(_guestRoot!, guestPath, OpenFlags.Path | OpenFlags.NoFollow | flags, 0, InGuest);
        if (target is not null)
        {
            Check(Libc.Mount(source, target.ToolPath(), null, Libc.MsBind | Libc.MsRec), $"binding {source} into the guest");
        }
    }

    private void StartInit()
    {
        using var proc = Libc.Openat2(_guestRoot!, "proc"u8, OpenFlags.Path | OpenFlags.Directory, 0, InGuest);
        var (initOutput, output) = Libc.Pipe();
        using var reading = initOutput;
        var (input, initInput) = Libc.Pipe();
        _initInput = initInput;
        using (input)
        using (output)
        {
            byte[][] arguments = ["sh"u8.ToArray(), "-c"u8.ToArray(), Encoding.ASCII.GetBytes(proc is null ? Idle : MountProc + Idle)];
            var error = Libc.Spawn("/bin/sh"u8.ToArray(), arguments, ProgramEnvironment.Variables, [input, output, output], proc, out _init);
            if (error != 0)
            {
                throw OperationFailedException.FromErrno("/bin/sh of the appliance", error);
            }
        }

        OutOfMemory.Expose(_init);
        var said = new byte[256];
        var count = Libc.Read(reading, said);
        if (count != 1)
        {
            throw new OperationFailedException($"mounting the guest's /proc: {Protocol.Text.GuestText.Decode(said.AsSpan(0, Math.Max(count, 0))).Trim()}", Errno.EIO);
        }
    }

    private void InGuestRoot(Action action)
    {
        try
        {
            Check(Libc.ChangeRoot(_guestRoot!), "entering the guest's root");
            action();
        }
        finally
        {
            if (!Libc.ChangeRoot(_applianceRoot!))
            {
                Environment.FailFast("guestctld: the way back from the guest's root is lost");
            }
        }
    }

    // Whoever waits for this can unmount afterwards.
    private void Leave()
    {
        _guestRoot?.Dispose();
        _applianceRoot?.Dispose();
        _initInput?.Dispose();
        using var outside = Libc.Open("/proc/self/ns/mnt", OpenFlags.ReadOnly);
        if (outside is not null)
        {
            Libc.EnterNamespace(outside, Libc.NewMounts);
        }
    }

    private static void Check(bool succeeded, string what)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast($"running programs of the guest: {what}");
        }
    }
}
