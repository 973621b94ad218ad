using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>Hands an open file to another process, so that what a command prints there arrives where its caller wants it.</summary>
internal static unsafe partial class DescriptorPassing
{
    private const int SocketLevel = 1;
    private const int Rights = 1;

    // The control message: a header of 16 bytes, and one descriptor rounded up to 8.
    private const int ControlSize = 24;
    private const int ControlLength = 20;

    /// <summary>Sends a descriptor with one byte.</summary>
    public static void Send(Socket socket, int descriptor)
    {
        byte one = 0;
        var control = stackalloc byte[ControlSize];
        new Span<byte>(control, ControlSize).Clear();
        *(nint*)control = ControlLength;
        *(int*)(control + 8) = SocketLevel;
        *(int*)(control + 12) = Rights;
        *(int*)(control + 16) = descriptor;
        var part = new Part(&one, 1);
        var header = new Header(&part, control);
        if (SendMessage(socket.SafeHandle, &header, 0) != 1)
        {
            throw new IOException($"the output could not be handed over: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Receives a descriptor, which is the caller's to close; -1 when the other side has gone.</summary>
    public static int Receive(Socket socket)
    {
        byte one = 0;
        var control = stackalloc byte[ControlSize];
        new Span<byte>(control, ControlSize).Clear();
        var part = new Part(&one, 1);
        var header = new Header(&part, control);
        const int CloseOnExecute = 0x40000000;
        return ReceiveMessage(socket.SafeHandle, &header, CloseOnExecute) == 1 && header.ControlLength >= ControlLength && *(int*)(control + 12) == Rights
            ? *(int*)(control + 16)
            : -1;
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(SafeSocketHandle socket, Header* header, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeSocketHandle socket, Header* header, int flags);

    // struct iovec
    private readonly struct Part(byte* start, nuint length)
    {
        public readonly byte* Start = start;
        public readonly nuint Length = length;
    }

    // struct msghdr
    private readonly struct Header(Part* part, byte* control)
    {
        public readonly void* Name = null;
        public readonly uint NameLength = 0;
        public readonly Part* Parts = part;
        public readonly nuint PartCount = 1;
        public readonly byte* Control = control;
        public readonly nuint ControlLength = ControlSize;
        public readonly int Flags = 0;
    }
}
