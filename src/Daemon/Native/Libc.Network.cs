using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    private const int AfUnix = 1;
    private const int AfInet = 2;
    private const int SockStream = 1;
    private const int SockDgram = 2;
    private const int SockCloseOnExec = 0x80000;
    private const nuint SetInterfaceFlags = 0x8914; // SIOCSIFFLAGS
    private const short InterfaceUp = 1;
    private const int InterfaceNameSize = 16;
    private const int InterfaceRequestSize = 40;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketRaw(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static unsafe partial int SocketpairRaw(int family, int type, int protocol, int* ends);

    /// <summary>Two sockets that are connected to each other.</summary>
    /// <exception cref="OperationFailedException">There are too many open files.</exception>
    public static unsafe (SafeFileHandle One, SafeFileHandle Other) SocketPair()
    {
        var ends = stackalloc int[2];
        return SocketpairRaw(AfUnix, SockStream | SockCloseOnExec, 0, ends) == 0
            ? (Handle(ends[0])!, Handle(ends[1])!)
            : throw OperationFailedException.FromLast("a pair of sockets");
    }

    /// <summary>Turns a network interface on. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe bool BringUp(string name)
    {
        using var socket = Handle(SocketRaw(AfInet, SockDgram | SockCloseOnExec, 0));
        if (socket is null)
        {
            return false;
        }

        var request = stackalloc byte[InterfaceRequestSize];
        new Span<byte>(request, InterfaceRequestSize).Clear();
        Encoding.ASCII.GetBytes(name, new Span<byte>(request, InterfaceNameSize - 1));
        *(short*)(request + InterfaceNameSize) = InterfaceUp;
        return IoctlRaw(Fd(socket), SetInterfaceFlags, request) == 0;
    }
}
