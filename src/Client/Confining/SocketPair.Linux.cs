using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Confining;

/// <summary>Two sockets without a name that are connected to each other: one for this process, and one to give away.</summary>
internal sealed partial class SocketPair : IDisposable
{
    private const int UnixFamily = 1;
    private const int Stream = 1;
    private const int CloseOnExec = 0x80000;

    private bool _isTaken;

    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public unsafe SocketPair()
    {
        var ends = stackalloc int[2];
        if (MakePair(UnixFamily, Stream | CloseOnExec, 0, ends) != 0)
        {
            throw new IOException($"a pair of sockets cannot be made: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        Own = new Socket(new SafeSocketHandle(ends[0], ownsHandle: true));
        Other = new SafeFileHandle(ends[1], ownsHandle: true);
    }

    /// <summary>This process's end.</summary>
    public Socket Own { get; }

    /// <summary>The end to give away; to be closed here once it is given.</summary>
    public SafeFileHandle Other { get; }

    /// <summary>This process's end as a stream, which is the caller's to close from then on.</summary>
    public NetworkStream TakeStream()
    {
        _isTaken = true;
        return new NetworkStream(Own, ownsSocket: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isTaken)
        {
            Own.Dispose();
        }

        Other.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static unsafe partial int MakePair(int family, int type, int protocol, int* ends);
}
