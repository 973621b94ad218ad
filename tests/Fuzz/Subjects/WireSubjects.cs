using Google.Protobuf;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Wire;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The wire below calls: frames with what is in them, and the greeting.</summary>
internal static class WireSubjects
{
    public static FuzzSubject Frames() => new ParserSubject("frames", [FrameScript.Reply, FrameScript.Stream], [], ReadFrames);

    public static FuzzSubject Greeting() => new ParserSubject(
        "greeting", [Handshake.Encode(new Hello { Version = "0.1.0" }), Handshake.Encode(new Hello())], ["GUESTCTL"], ReadGreeting);

    private static string ReadFrames(byte[] input)
    {
        var reader = new FrameReader(new ScriptedTransport(input));
        var count = 0;
        try
        {
            while (reader.Next() is { } frame)
            {
                using (frame)
                {
                    ReadPayload(frame);
                }

                count++;
            }

            return $"{Math.Min(count, 4)} frames";
        }
        catch (Exception refused) when (refused is ProtocolViolationException or InvalidProtocolBufferException)
        {
            return Refusals.Place(refused);
        }
    }

    private static void ReadPayload(Frame frame)
    {
        var payload = frame.Payload.Span;
        _ = frame.Header.Kind switch
        {
            FrameKind.Credit => (IMessage)Credit.Parser.ParseFrom(payload),
            FrameKind.Event => Progress.Parser.ParseFrom(payload),
            FrameKind.End => CallStatus.Parser.ParseFrom(payload),
            _ => Protocol.Api.Stat.Parser.ParseFrom(payload),
        };
    }

    private static string ReadGreeting(byte[] input)
    {
        try
        {
            using var connection = Handshake.Run(new ScriptedTransport(input), new Hello());
            return $"greeted {connection.Peer.CalculateSize() > 0}";
        }
        catch (ProtocolViolationException refused)
        {
            return Refusals.Place(refused);
        }
    }
}
