using System.Runtime.InteropServices;

namespace GuestCtl.Confining;

/// <summary>A child of this process that was started by <see cref="Spawn"/>.</summary>
internal sealed partial class ChildProcess
{
    private const int KillSignal = 9;
    private const int ById = 1;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x1000000;
    private const int InfoBytes = 128;
    private const int CodeOffset = 8;
    private const int StatusOffset = 24;
    private const int NormalExit = 1;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isGone;

    /// <summary>Takes charge of a child.</summary>
    /// <param name="id">Its process id; nobody else waits for it.</param>
    public ChildProcess(int id)
    {
        Id = id;
        // Small: it only waits.
        new Thread(Wait, 64 * 1024) { IsBackground = true, Name = "guestctl child" }.Start();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Gives the exit code; 128 plus the signal if one ended it.</summary>
    public Task<int> Ended => _ended.Task;

    /// <summary>Ends it at once. Does nothing when it is gone.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            // Until it was waited for, its number is nobody else's.
            if (!_isGone)
            {
                _ = SendSignal(Id, KillSignal);
            }
        }
    }

    private void Wait()
    {
        var info = new byte[InfoBytes];
        int result;
        do
        {
            result = WaitId(ById, Id, ref info[0], Exited | LeaveWaitable, 0);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        lock (_lock)
        {
            _isGone = true;
            if (result == 0)
            {
                result = WaitId(ById, Id, ref info[0], Exited, 0);
            }
        }

        var status = BitConverter.ToInt32(info, StatusOffset);
        // Without a status where the program that we are part of ignores the ends of its children.
        _ended.SetResult(result != 0 ? -1 : BitConverter.ToInt32(info, CodeOffset) == NormalExit ? status : 128 + status);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int kind, int id, ref byte info, int options, nint usage);
}
