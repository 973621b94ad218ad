using CsCheck;
using Grpc.Core;
using GuestCtl.Protocol.Tests.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Hostile;

/// <summary>What a good server says, changed in random places.</summary>
public sealed class MutatedSessionTests
{
    private static readonly byte[] Session =
    [
        .. Frame(1, FrameKind.Event, FrameFlags.None, [8, 1, 16, 2]),
        .. Frame(3, FrameKind.Data, FrameFlags.None, [10, 3, 1, 2, 3, 16, 5]),
        .. Frame(1, FrameKind.End, FrameFlags.HasMessage, [16, 7]),
        .. Frame(4, FrameKind.Data, FrameFlags.None, [16, 6]),
        .. Frame(2, FrameKind.End, FrameFlags.None, [8, 9, 18, 2, 110, 111, 24, 22]),
        .. Frame(3, FrameKind.End, FrameFlags.None, []),
        .. Frame(4, FrameKind.End, FrameFlags.None, [8, 13]),
    ];

    [Fact]
    public void Every_call_ends_whatever_is_changed()
        => Gen.Select(Gen.Int[0, Session.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 6].Sample(
            changes =>
            {
                var bytes = Session.ToList();
                foreach (var (place, value, how) in changes)
                {
                    Change(bytes, place % Math.Max(bytes.Count, 1), value, how);
                }

                return Ends([.. bytes]);
            },
            iter: 3000,
            threads: 2);

    [Fact]
    public async Task The_session_itself_is_good()
    {
        using var peer = new ScriptedPeer();
        var unary = peer.Client.EchoAsync(new Part()).ResponseAsync;
        var upload = peer.Client.Sum().ResponseAsync;
        _ = peer.Client.Count(new Part());
        _ = peer.Client.Mirror();
        peer.Say(Session);
        Assert.Equal(7, (await unary.WaitAsync(ScriptedPeer.Patience)).Number);
        Assert.Equal("no", (await Assert.ThrowsAsync<RpcException>(() => upload.WaitAsync(ScriptedPeer.Patience))).Status.Detail);
    }

    private static bool Ends(byte[] bytes)
    {
        using var peer = new ScriptedPeer();
        Task[] calls =
        [
            peer.Client.EchoAsync(new Part()).ResponseAsync,
            peer.Client.Sum().ResponseAsync,
            Drain(peer.Client.Count(new Part()).ResponseStream),
            Drain(peer.Client.Mirror().ResponseStream),
        ];
        peer.Say(bytes);
        // A lost or swallowed frame leaves a call open; the end of the connection must end that as well.
        peer.Leave();
        try
        {
            return Task.WaitAll(calls, ScriptedPeer.Patience);
        }
        catch (AggregateException e)
        {
            return e.InnerExceptions.All(error => error is RpcException) && calls.All(call => call.IsCompleted);
        }
    }

    private static async Task Drain(IAsyncStreamReader<Part> stream)
    {
        while (await stream.MoveNext(default))
        {
        }
    }

    private static void Change(List<byte> bytes, int place, byte value, int how)
    {
        switch (how)
        {
            case 0 when bytes.Count > 0:
                bytes[place] = value;
                break;
            case 1 when bytes.Count > 0:
                bytes[place] ^= (byte)(1 << (value % 8));
                break;
            case 2 when bytes.Count > 0:
                bytes.RemoveRange(place, Math.Min(value % 16, bytes.Count - place));
                break;
            default:
                bytes.Insert(Math.Min(place, bytes.Count), value);
                break;
        }
    }

    private static byte[] Frame(uint stream, FrameKind kind, FrameFlags flags, byte[] payload)
    {
        var header = new byte[FrameHeader.Size];
        new FrameHeader(payload.Length, stream, kind, flags).Write(header);
        return [.. header, .. payload];
    }
}
