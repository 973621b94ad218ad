using System.Runtime.InteropServices;

namespace GuestCtl.Native.Serving;

/// <summary>What a frame is. The numbers are those of Face/Wire/frames.h.</summary>
internal enum FaceFrameKind : uint
{
    Hello = 1,
    Call = 2,
    File = 3,
    NoFile = 4,
    Cancel = 5,
    Events = 6,
    Close = 7,
    Directory = 8,
    Answered = 9,
    Part = 16,
    End = 17,
    Failed = 18,
    Event = 19,
    WantInput = 20,
    WantOutput = 21,
    Closed = 22,
}

/// <summary>The beginning of each frame, as Face/Wire/frames.h has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FaceFrameHeader
{
    public uint Length;
    public uint Call;
    public FaceFrameKind Kind;
    public uint Flags;
}

/// <summary>A received frame.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Call">The call it belongs to.</param>
/// <param name="Flags">Of a call: the number of the field whose bytes come as a file, or 0.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Descriptor">The descriptor that came with it, or -1.</param>
internal readonly record struct FaceFrame(FaceFrameKind Kind, uint Call, uint Flags, byte[] Payload, int Descriptor);
