using System.Runtime.InteropServices;

namespace GuestCtl.Native.Serving;

/// <summary>Functions of the C part, which is in the same file.</summary>
internal static partial class FaceCalls
{
    [LibraryImport("guestctl_face", EntryPoint = "frame_send", SetLastError = true)]
    public static unsafe partial int Send(int socket, void* header, nuint headerLength, void* payload, nuint length, int descriptor);

    [LibraryImport("guestctl_face", EntryPoint = "frame_receive", SetLastError = true)]
    public static unsafe partial int Receive(int socket, void* bytes, nuint length, int* descriptor);
}
