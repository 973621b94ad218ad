using System.Runtime.InteropServices;

namespace GuestCtl.Native.Serving;

/// <summary>The way to the face. One thread receives; any thread sends.</summary>
internal sealed class FaceSocket(int descriptor)
{
    // The same as in Face/Wire/frames.h, whose side is not to be believed more than needed.
    private const uint Limit = 1 << 30;

    private readonly Lock _sending = new();

    /// <summary>Receives a frame; null when the face is gone.</summary>
    public unsafe FaceFrame? Receive()
    {
        FaceFrameHeader header;
        var received = -1;
        if (FaceCalls.Receive(descriptor, &header, (nuint)sizeof(FaceFrameHeader), &received) != 1 || header.Length > Limit)
        {
            return null;
        }

        var payload = header.Length == 0 ? [] : GC.AllocateUninitializedArray<byte>((int)header.Length);
        fixed (byte* bytes = payload)
        {
            if (payload.Length > 0 && FaceCalls.Receive(descriptor, bytes, header.Length, &received) != 1)
            {
                return null;
            }
        }

        return new FaceFrame(header.Kind, header.Call, header.Flags, payload, received);
    }

    /// <summary>Sends a frame. Nobody is told when the face is gone: the receiving side finds out.</summary>
    public unsafe void Send(FaceFrameKind kind, uint call, ReadOnlySpan<byte> payload = default)
    {
        var header = new FaceFrameHeader { Length = (uint)payload.Length, Call = call, Kind = kind };
        fixed (byte* bytes = payload)
        {
            lock (_sending)
            {
                _ = FaceCalls.Send(descriptor, &header, (nuint)sizeof(FaceFrameHeader), bytes, (nuint)payload.Length, -1);
            }
        }
    }
}
