using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Qemu.Qmp;

/// <summary>Sends an open file over a Unix socket, together with bytes.</summary>
internal static partial class DescriptorSending
{
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int NoSignal = 0x4000;

    // The control message: a header of 16 bytes, and one descriptor rounded up to 8.
    private const int ControlSize = 24;
    private const int ControlLength = 20;

    // Commands are short, and their reader is idle: a full socket is rare, and soon empty.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Sends a file with the first of some bytes.</summary>
    /// <returns>How many of the bytes went with it, at least one.</returns>
    /// <exception cref="IOException">The socket is gone, or the stream is none.</exception>
    public static async Task<int> SendAsync(Stream stream, ReadOnlyMemory<byte> bytes, SafeFileHandle file, CancellationToken cancellation)
    {
        if (stream is not NetworkStream { Socket: var socket })
            throw new IOException("An open file can only go over a socket.");
        while (true)
        {
            switch (Send(socket, bytes.Span, file))
            {
                case > 0 and var sent:
                    return sent;
                case -Errno.EAGAIN or -Errno.EINTR:
                    await Task.Delay(Pause, cancellation).ConfigureAwait(false);
                    break;
                case var error:
                    throw new IOException($"An open file could not be handed to QEMU: {Marshal.GetPInvokeErrorMessage(-error)}.");
            }
        }
    }

    // The bytes sent, or a negative error number.
    private static unsafe int Send(Socket socket, ReadOnlySpan<byte> bytes, SafeFileHandle file)
    {
        var held = false;
        try
        {
            file.DangerousAddRef(ref held);
            var control = stackalloc byte[ControlSize];
            new Span<byte>(control, ControlSize).Clear();
            *(nint*)control = ControlLength;
            *(int*)(control + 8) = SocketLevel;
            *(int*)(control + 12) = Rights;
            *(int*)(control + 16) = (int)file.DangerousGetHandle();
            fixed (byte* start = bytes)
            {
                var part = new Part(start, (nuint)bytes.Length);
                var header = new Header(&part, control);
                var sent = SendMessage(socket.SafeHandle, &header, NoSignal);
                return sent > 0 ? (int)sent : -Marshal.GetLastPInvokeError();
            }
        }
        finally
        {
            if (held)
                file.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static unsafe partial nint SendMessage(SafeSocketHandle socket, Header* header, int flags);

    // struct iovec
    private readonly unsafe struct Part(byte* start, nuint length)
    {
        public readonly byte* Start = start;
        public readonly nuint Length = length;
    }

    // struct msghdr
    private readonly unsafe struct Header(Part* part, byte* control)
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
