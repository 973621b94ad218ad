using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>The kernel's messages about devices that come, go and change.</summary>
internal static partial class Libc
{
    private const ushort AfNetlink = 16;
    private const int NetlinkUevents = 15;
    private const int SockNonBlock = 0x800;
    private const uint KernelGroup = 1;

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static unsafe partial int BindRaw(int socket, NetlinkAddress* address, uint size);

    /// <summary>A socket from which each message is read without waiting. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe SafeFileHandle? ListenForUevents()
    {
        var socket = Handle(SocketRaw(AfNetlink, SockDgram | SockCloseOnExec | SockNonBlock, NetlinkUevents));
        var address = new NetlinkAddress { Family = AfNetlink, Groups = KernelGroup };
        if (socket is null || BindRaw(Fd(socket), &address, (uint)sizeof(NetlinkAddress)) == 0)
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }

    private struct NetlinkAddress
    {
        public ushort Family;
        public ushort Padding;
        public uint Port;
        public uint Groups;
    }
}
