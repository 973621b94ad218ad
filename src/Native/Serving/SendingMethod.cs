using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Native.Serving;

/// <summary>A request in parts: the first has the arguments, and all have a piece of what is sent.</summary>
internal sealed class SendingMethod<TRequest, TResponse>(Method<TRequest, TResponse> method) : ServedMethod
    where TRequest : class
    where TResponse : class
{
    // A tag and a length.
    private const int LongestPrefix = 16;

    public override void Run(ServedCall call)
    {
        using var running = call.Guest.Invoker.AsyncClientStreamingCall(method, null, default);
        call.End(Serialize(method.ResponseMarshaller, SendAsync(call, running).GetAwaiter().GetResult()));
    }

    private async Task<TResponse> SendAsync(ServedCall call, AsyncClientStreamingCall<TRequest, TResponse> running)
    {
        try
        {
            if (call.FileField != 0)
            {
                await SendFileAsync(call, running).ConfigureAwait(false);
            }
            else
            {
                await running.RequestStream.WriteAsync(Parse(method.RequestMarshaller, call.Request)).ConfigureAwait(false);
            }

            await running.RequestStream.CompleteAsync().ConfigureAwait(false);
        }
        catch (RpcException)
        {
            // The call ended early: the reply says why.
        }

        return await running.ResponseAsync.ConfigureAwait(false);
    }

    private async Task SendFileAsync(ServedCall call, AsyncClientStreamingCall<TRequest, TResponse> running)
    {
        using var file = call.Open(FileAccess.Read) ?? throw new OperationCanceledException("the file could not be opened");
        var progress = call.Guest.StartProgress(file.CanSeek ? file.Length - file.Position : 0);
        var arguments = call.Request;
        var buffer = new byte[FrameLimits.ChunkSize];
        while (true)
        {
            // Somebody may cancel while the file is a pipe into which nobody writes.
            var reading = HostFiles.ReadAsync(file, buffer);
            if (await Task.WhenAny(reading, running.ResponseAsync).ConfigureAwait(false) != reading)
            {
                return;
            }

            var count = await reading.ConfigureAwait(false);
            if (count > 0 || !arguments.IsEmpty)
            {
                await running.RequestStream.WriteAsync(WithPart(arguments, call.FileField, buffer.AsSpan(0, count))).ConfigureAwait(false);
                progress.Advance(count);
                arguments = default;
            }

            if (count < buffer.Length)
            {
                progress.Finish();
                return;
            }
        }
    }

    // The message of the arguments, and after it the field of the part, which is one message for protobuf.
    private TRequest WithPart(ReadOnlyMemory<byte> arguments, uint field, ReadOnlySpan<byte> part)
    {
        var message = new MemoryStream(arguments.Length + part.Length + LongestPrefix);
        message.Write(arguments.Span);
        using (var writer = new CodedOutputStream(message, LongestPrefix, leaveOpen: true))
        {
            writer.WriteTag((int)field, WireFormat.WireType.LengthDelimited);
            writer.WriteLength(part.Length);
        }

        message.Write(part);
        return Parse(method.RequestMarshaller, message.GetBuffer().AsMemory(0, (int)message.Length));
    }
}
