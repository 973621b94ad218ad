using System.Collections.Concurrent;
using System.Diagnostics;
using GuestCtl.Qemu;

namespace GuestCtl.Launch;

/// <summary>
/// Starts processes which the kernel kills when this process dies, however it dies. Linux only.
/// </summary>
/// <remarks>
/// The kernel's parent-death signal follows the <i>thread</i> that started the child, not the process. A child started from the
/// thread pool would be killed when the pool retires that thread, so one thread that never ends starts them all. Should
/// the owner die between the fork and the call that arms the signal, the sockets that QEMU connects to are gone, and QEMU exits by itself.
/// </remarks>
internal static class OwnerDeath
{
    private static readonly Lazy<string?> Setpriv = new(() => OperatingSystem.IsLinux() ? QemuSearch.FindProgram("setpriv") : null);
    private static readonly Lazy<BlockingCollection<Action>> Spawner = new(StartSpawner);

    /// <summary>Whether children die with this process. False without <c>setpriv</c> (util-linux), or on another system.</summary>
    public static bool IsAvailable => Setpriv.Value is not null;

    /// <summary>Puts the wrapper that arms the signal in front of a program.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) Wrap(string program, IReadOnlyList<string> arguments) =>
        Setpriv.Value is { } setpriv ? (setpriv, ["--pdeathsig", "KILL", "--", program, .. arguments]) : (program, arguments);

    /// <summary>Starts a process from the thread that never ends.</summary>
    public static void Start(Process process)
    {
        if (!IsAvailable)
        {
            process.Start();
            return;
        }
        var started = new TaskCompletionSource();
        Spawner.Value.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> StartSpawner()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in work.GetConsumingEnumerable())
                start();
        })
        { IsBackground = true, Name = "guestctl spawner" }.Start();
        return work;
    }
}
