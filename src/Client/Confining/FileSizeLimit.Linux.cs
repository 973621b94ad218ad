using System.Runtime.InteropServices;

namespace GuestCtl.Confining;

/// <summary>
/// How long the files of a QEMU may become: as long as its drives need, so that one which was taken over cannot fill the host's disk. QEMU itself cannot
/// raise it; the filter of system calls forbids that.
/// </summary>
internal sealed partial class FileSizeLimit
{
    /// <summary>What a machine without a writable drive may write.</summary>
    public const long AtStart = 16 << 20;

    private const int FileSize = 1;
    private const int NoSuchProcess = 3;

    private readonly int _process;
    private Limits _now;

    private FileSizeLimit(int process, Limits now) => (_process, _now) = (process, now);

    /// <summary>Limits a process that has no drives yet.</summary>
    /// <param name="process">Its number.</param>
    /// <returns>Null where the system does not allow it: another user's process wants a privilege that containers may lack.</returns>
    public static FileSizeLimit? TryImpose(int process)
    {
        if (!OperatingSystem.IsLinux() || GetLimits(process, FileSize, 0, out var now) != 0)
        {
            return null;
        }

        var limit = new FileSizeLimit(process, now);
        return limit.TrySet(AtStart) ? limit : null;
    }

    /// <summary>Makes room for a file. Does nothing where there is enough, or when the process is gone: its caller learns that in a better way.</summary>
    /// <param name="bytes">How long it may become.</param>
    /// <exception cref="IOException">The system refuses.</exception>
    public void Allow(long bytes)
    {
        if ((ulong)bytes > _now.Soft && !TrySet(bytes) && Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            throw new IOException($"QEMU cannot be allowed to write a file of {bytes} bytes: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    // What the process was started with is never exceeded.
    private bool TrySet(long bytes)
    {
        var wanted = _now with { Soft = Math.Min((ulong)bytes, _now.Hard) };
        if (SetLimits(_process, FileSize, wanted, 0) != 0)
        {
            return false;
        }

        _now = wanted;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int GetLimits(int process, int resource, nint none, out Limits now);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int SetLimits(int process, int resource, in Limits wanted, nint none);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limits(ulong Soft, ulong Hard);
}
