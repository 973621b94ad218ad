using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Client.Tests.Hostile;

/// <summary>An appliance whose every streamed reply is endless, and a handle that talks to it without a virtual machine.</summary>
internal sealed class HostileAppliance : ServiceBinderBase, IDisposable
{
    private readonly FrameServiceBinder _services = new();
    private readonly FrameClient _client;
    private readonly FrameServer _server;
    private long _sent;

    public HostileAppliance(long maxReplyBytes)
    {
        ApiServices.BindAll(this);
        var (near, far) = InMemoryTransport.CreatePair();
        var greeting = Task.Run(() => Handshake.Run(far, new Hello { Version = "1.0.0" }));
        _client = new FrameClient(Handshake.Run(near, new Hello { Version = "1.0.0" }));
        _server = new FrameServer(greeting.Result, _services, e => GuestErrors.Create(e.Message));
        Guest = new GuestFs(new GuestFsOptions { UseEnvironment = false, MaxReplyBytes = maxReplyBytes, Appliance = new FrameCallInvoker(_client) });
    }

    public GuestFs Guest { get; }

    /// <summary>The methods whose reply is a stream that becomes one value.</summary>
    public static IReadOnlyList<string> ValueStreams { get; } = Collect();

    /// <summary>What the replies are made of.</summary>
    public Flood Flood { get; set; }

    /// <summary>Elements in one message, where there are elements.</summary>
    public int Elements { get; set; } = 1000;

    /// <summary>Bytes of messages that were sent so far.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public void Dispose()
    {
        Guest.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        => _services.AddMethod(method, (UnaryServerMethod<TRequest, TResponse>)((_, _) => Task.FromResult(Flood.Make<TResponse>(Elements))));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        => _services.AddMethod(method, (ServerStreamingServerMethod<TRequest, TResponse>)(async (_, replies, _) =>
        {
            var part = Flood.Make<TResponse>(Elements);
            var size = ((IMessage)part).CalculateSize();
            while (true)
            {
                await replies.WriteAsync(part);
                Interlocked.Add(ref _sent, size);
            }
        }));

    private static List<string> Collect()
    {
        var methods = new ValueStreamList();
        ApiServices.BindAll(methods);
        return methods.All;
    }

    private sealed class ValueStreamList : ServiceBinderBase
    {
        public List<string> All { get; } = [];

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
            if (typeof(TResponse) != typeof(Chunk))
            {
                All.Add(method.FullName);
            }
        }
    }
}
