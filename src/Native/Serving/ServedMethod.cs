using System.Buffers;
using Grpc.Core;

namespace GuestCtl.Native.Serving;

/// <summary>One method of the API, called with bytes.</summary>
internal abstract class ServedMethod
{
    /// <summary>Makes the call. What it throws is the call's error.</summary>
    public abstract void Run(ServedCall call);

    protected static T Parse<T>(Marshaller<T> marshaller, ReadOnlyMemory<byte> bytes) => marshaller.ContextualDeserializer(new Received(bytes));

    protected static ReadOnlySpan<byte> Serialize<T>(Marshaller<T> marshaller, T message)
    {
        var context = new Sent();
        marshaller.ContextualSerializer(message, context);
        return context.Bytes;
    }

    private sealed class Received(ReadOnlyMemory<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override byte[] PayloadAsNewBuffer() => bytes.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
    }

    private sealed class Sent : SerializationContext
    {
        private readonly ArrayBufferWriter<byte> _writer = new();

        public ReadOnlySpan<byte> Bytes => _writer.WrittenSpan;

        public override IBufferWriter<byte> GetBufferWriter() => _writer;

        public override void Complete()
        {
        }

        public override void Complete(byte[] payload) => _writer.Write(payload);
    }
}

/// <summary>A request and a reply.</summary>
internal sealed class UnaryMethod<TRequest, TResponse>(Method<TRequest, TResponse> method) : ServedMethod
    where TRequest : class
    where TResponse : class
{
    public override void Run(ServedCall call)
    {
        var request = Parse(method.RequestMarshaller, call.Request);
        var reply = call.Guest.Invoker.BlockingUnaryCall(method, null, default, request);
        call.End(Serialize(method.ResponseMarshaller, reply));
    }
}
