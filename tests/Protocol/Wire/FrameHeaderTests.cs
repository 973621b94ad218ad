using CsCheck;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Wire;

public sealed class FrameHeaderTests
{
    [Fact]
    public void Every_header_survives_the_wire()
        => Gen.Select(Gen.Int[0, FrameLimits.MaxPayload], Gen.UInt, Gen.Int[1, 8], Gen.Int[0, 3]).Sample((length, stream, kind, flags) =>
        {
            var header = new FrameHeader(length, stream, (FrameKind)kind, (FrameFlags)flags);
            Span<byte> bytes = stackalloc byte[FrameHeader.Size];
            header.Write(bytes);
            return FrameHeader.Read(bytes) == header;
        });

    [Fact]
    public void Any_twelve_bytes_are_read_or_refused_and_nothing_else()
        => Gen.Byte.Array[FrameHeader.Size].Sample(bytes =>
        {
            try
            {
                return FrameHeader.Read(bytes).Length <= FrameLimits.MaxPayload;
            }
            catch (ProtocolViolationException)
            {
                return true;
            }
        });

    [Fact]
    public void The_numbers_on_the_wire_are_frozen()
    {
        Assert.Equal("Call=1 Data=2 End=3 Cancel=4 Credit=5 Event=6 Ping=7 Pong=8", string.Join(' ', Enum.GetValues<FrameKind>().Select(k => $"{k}={(int)k}")));
        Assert.Equal("None=0 LastMessage=1 HasMessage=2", string.Join(' ', Enum.GetValues<FrameFlags>().Select(k => $"{k}={(int)k}")));
        Assert.Equal(
            "Data=0 Device=1 Pathname=2 Mountable=3 DeviceOrPath=4 MountableOrPath=5 FileIn=6 FileOut=7 Key=8 Guid=9 Filename=10 OptionalString=11 Bytes=12 ConstString=13 OptionalConstString=14 MapOfMountable=15 Domain=16",
            string.Join(' ', Enum.GetValues<Kind>().Select(k => $"{k}={(int)k}")));
        Assert.Equal("1 code, 2 message, 3 errno, 4 reason, 5 arguments", string.Join(", ", CallStatus.Descriptor.Fields.InFieldNumberOrder().Select(f => $"{f.FieldNumber} {f.Name}")));
        Assert.Equal(1, Handshake.ProtocolVersion);
    }
}
