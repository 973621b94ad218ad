using System.Net.Sockets;
using GuestCtl.Protocol.Internal;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Native.Serving;

/// <summary>The rescue shell on a socket of the caller's, which is served after the call until one of them ends.</summary>
internal sealed class ConsoleMethod : ServedMethod
{
    public override void Run(ServedCall call)
    {
        var request = ConsoleRequest.Parser.ParseFrom(call.Request.Span);
        var console = call.Guest.CreateConsole();
        var socket = new Socket(new SafeSocketHandle(call.Receive(FileAccess.Read), ownsHandle: true));
        var terminal = new SafeFileHandle(call.Receive(FileAccess.Write), ownsHandle: true);
        _ = new ServedConsole(console, socket, terminal, request).RunAsync();
        call.End();
    }
}
