using Grpc.Core;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Native.Serving;

/// <summary>A reply in parts, which go to the face, or to a file of the caller.</summary>
internal sealed class ReceivingMethod<TRequest, TResponse>(Method<TRequest, TResponse> method) : ServedMethod
    where TRequest : class
    where TResponse : class
{
    public override void Run(ServedCall call)
    {
        var request = Parse(method.RequestMarshaller, call.Request);
        using var running = call.Guest.Invoker.AsyncServerStreamingCall(method, null, default, request);
        if (running is AsyncServerStreamingCall<Chunk> chunks)
        {
            ReceiveFileAsync(call, chunks).GetAwaiter().GetResult();
        }
        else
        {
            ForwardAsync(call, running).GetAwaiter().GetResult();
        }
    }

    private async Task ForwardAsync(ServedCall call, AsyncServerStreamingCall<TResponse> running)
    {
        while (await running.ResponseStream.MoveNext(default).ConfigureAwait(false))
        {
            call.Send(Serialize(method.ResponseMarshaller, running.ResponseStream.Current));
        }

        call.End();
    }

    // The file is opened when there is something for it: a call that fails at once leaves the caller's file as it was.
    private static async Task ReceiveFileAsync(ServedCall call, AsyncServerStreamingCall<Chunk> running)
    {
        var isThere = await running.ResponseStream.MoveNext(default).ConfigureAwait(false);
        using var file = call.Open(FileAccess.Write);
        var progress = call.Guest.StartProgress(0);
        while (file is not null && isThere)
        {
            var chunk = running.ResponseStream.Current;
            progress.Expect(chunk.Total);
            HostFiles.Write(file, chunk.Data.Span);
            progress.Advance(chunk.Data.Length);
            isThere = await running.ResponseStream.MoveNext(default).ConfigureAwait(false);
        }

        if (file is not null)
        {
            HostFiles.LeavePosition(file);
        }

        progress.Finish();
        call.End();
    }
}
