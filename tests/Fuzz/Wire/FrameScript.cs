using Google.Protobuf;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Fuzz.Wire;

/// <summary>Bytes as frames. Mutation works on whole frames too: almost nothing that it does to bytes leaves them as frames.</summary>
internal sealed class FrameScript
{
    private readonly List<(FrameHeader Header, byte[] Payload)> _frames = [];
    private byte[] _rest = [];

    /// <summary>The replies to a call with one answer: progress, and the answer.</summary>
    public static byte[] Reply { get; } =
    [
        .. Frame(1, FrameKind.Event, FrameFlags.None, new Progress { Position = 3, Total = 8 }),
        .. Frame(1, FrameKind.End, FrameFlags.HasMessage, new Protocol.Api.Stat { Ino = 12, Mode = 0x81a4, Size = 4096 }),
        .. Frame(2, FrameKind.End, FrameFlags.None, new CallStatus { Code = 9, Message = ByteString.CopyFromUtf8("/x: No such file or directory"), Errno = 2 }),
    ];

    /// <summary>The replies to calls that stream.</summary>
    public static byte[] Stream { get; } =
    [
        .. Frame(3, FrameKind.Data, FrameFlags.None, new Chunk { Data = ByteString.CopyFromUtf8("hello") }),
        .. Frame(4, FrameKind.Credit, FrameFlags.None, new Credit { Bytes = 70000 }),
        .. Frame(3, FrameKind.Data, FrameFlags.None, new Chunk { Data = ByteString.CopyFromUtf8("world") }),
        .. Frame(3, FrameKind.End, FrameFlags.None, new CallStatus()),
        .. Frame(4, FrameKind.End, FrameFlags.HasMessage, new Nothing()),
    ];

    public static byte[] Frame(uint stream, FrameKind kind, FrameFlags flags, IMessage message) => Frame(stream, kind, flags, message.ToByteArray());

    public static byte[] Frame(uint stream, FrameKind kind, FrameFlags flags, byte[] payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, stream, kind, flags).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    /// <summary>Makes a script of others: frames changed, moved, doubled, dropped, with other streams, kinds and payloads.</summary>
    public static byte[] Mutate(Random random, IReadOnlyList<byte[]> pool, int maxLength)
    {
        if (random.Next(5) == 0)
        {
            return Mutator.Mutate(random, pool, [], maxLength);
        }

        var script = Parse(pool[random.Next(pool.Count)]);
        for (var steps = 1 + random.Next(5); steps > 0; steps--)
        {
            script.Step(random, pool);
        }

        var bytes = script.ToBytes();
        return bytes.Length <= maxLength ? bytes : bytes[..maxLength];
    }

    private static FrameScript Parse(ReadOnlySpan<byte> bytes)
    {
        var script = new FrameScript();
        while (bytes.Length >= FrameHeader.Size)
        {
            try
            {
                var header = FrameHeader.Read(bytes);
                if (header.Length > bytes.Length - FrameHeader.Size)
                {
                    break;
                }

                script._frames.Add((header, bytes.Slice(FrameHeader.Size, header.Length).ToArray()));
                bytes = bytes[(FrameHeader.Size + header.Length)..];
            }
            catch (ProtocolViolationException)
            {
                break;
            }
        }

        script._rest = bytes.ToArray();
        return script;
    }

    private void Step(Random random, IReadOnlyList<byte[]> pool)
    {
        if (_frames.Count == 0)
        {
            _frames.AddRange(Parse(pool[random.Next(pool.Count)])._frames);
            return;
        }

        var at = random.Next(_frames.Count);
        var (header, payload) = _frames[at];
        switch (random.Next(8))
        {
            case 0:
                _frames.RemoveAt(at);
                break;
            case 1:
                _frames.Insert(random.Next(_frames.Count + 1), _frames[at]);
                break;
            case 2:
                _frames[at] = (header with { Stream = (uint)random.Next(8) }, payload);
                break;
            case 3:
                _frames[at] = (header with { Kind = (FrameKind)random.Next(1, 7) }, payload);
                break;
            case 4:
                _frames[at] = (header with { Flags = (FrameFlags)random.Next(4) }, payload);
                break;
            case 5:
                _frames.InsertRange(at, Parse(pool[random.Next(pool.Count)])._frames);
                break;
            default:
                _frames[at] = (header, Mutator.Mutate(random, [payload], [], 64 * 1024));
                break;
        }
    }

    private byte[] ToBytes() => [.. _frames.SelectMany(frame => Frame(frame.Header.Stream, frame.Header.Kind, frame.Header.Flags, frame.Payload)), .. _rest];
}
