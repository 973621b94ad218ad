using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Services;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Wire;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The daemon's dispatcher in front of a host that says anything. All its methods are there with their codecs; what they do is left out,
/// as it would be done to this machine.</summary>
internal sealed class RequestSubject : FuzzSubject
{
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(60);

    private readonly HarmlessServices _services = new();

    public override string Name => "requests";

    public override int Weight => 2;

    public override IEnumerable<byte[]> Seeds =>
    [
        Call(1, "/guestctl.Files/Stat", new StatRequest { Path = ByteString.CopyFromUtf8("/etc") }),
        [.. Call(1, "/guestctl.Archives/TarOut", new TarOutRequest()), .. FrameScript.Frame(1, FrameKind.Credit, FrameFlags.None, new Credit { Bytes = 100 })],
        [
            .. Call(1, "/guestctl.Archives/TarIn", null),
            .. FrameScript.Frame(1, FrameKind.Data, FrameFlags.None, new TarInRequest()),
            .. FrameScript.Frame(1, FrameKind.Data, FrameFlags.LastMessage, new TarInRequest()),
            .. FrameScript.Frame(1, FrameKind.Cancel, FrameFlags.None, []),
        ],
        .. _services.Paths.Select((path, index) => Call((uint)index + 1, path, new StatRequest { Path = ByteString.CopyFromUtf8("/dev/sda") })),
    ];

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool) => FrameScript.Mutate(random, pool, MaxLength);

    public override string Read(byte[] input)
    {
        var transport = new ScriptedTransport(input).Wait();
        using var server = new FrameServer(Handshake.Resume(transport, new Hello()), _services.Begin(out var calls), ErrorMapping.Map);
        transport.Talk();
        if (!((IAsyncResult)server.Connection.Closed).AsyncWaitHandle.WaitOne(MostWaiting))
        {
            throw new FindingException("the connection did not end");
        }

        return calls.Wait(MostWaiting)
            ? Refusals.Place(server.Connection.Cause!)
            : throw new FindingException("a method did not end after its connection");
    }

    private static byte[] Call(uint stream, string path, IMessage? request) => FrameScript.Frame(
        stream,
        FrameKind.Call,
        request is null ? FrameFlags.None : FrameFlags.HasMessage | FrameFlags.LastMessage,
        [(byte)path.Length, (byte)(path.Length >> 8), .. System.Text.Encoding.ASCII.GetBytes(path), .. request is null ? [] : request.ToByteArray()]);
}
