using Grpc.Core;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Wire;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The library in front of a daemon that says anything: each call must end, with an answer or an <see cref="RpcException"/>.</summary>
internal sealed class ReplySubject : FuzzSubject
{
    // Nothing is waited for after the connection is over, but a busy machine may be slow to run what is ready.
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(60);

    public override string Name => "replies";

    // The first byte says how the connection ends: the daemon hangs up, or the library closes it.
    public override IEnumerable<byte[]> Seeds => from script in new[] { FrameScript.Reply, FrameScript.Stream, [.. FrameScript.Reply, .. FrameScript.Stream] }
                                                 from end in new byte[] { 0, 1 }
                                                 select (byte[])[end, .. script];

    public override int Weight => 2;

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool)
        => [(byte)random.Next(2), .. FrameScript.Mutate(random, [.. pool.Select(input => input.Length > 0 ? input[1..] : input)], MaxLength)];

    public override string Read(byte[] input)
    {
        var hangsUp = input.Length == 0 || (input[0] & 1) == 0;
        var transport = new ScriptedTransport(input.Length > 0 ? input[1..] : input, hangsUp).Wait();
        using var client = new FrameClient(Handshake.Resume(transport, new Hello()));
        Task<string>[] calls = [.. Open(new Files.FilesClient(new FrameCallInvoker(client)), new Archives.ArchivesClient(new FrameCallInvoker(client)))];
        transport.Talk();
        if (!hangsUp)
        {
            Within(transport.AllSaid.WaitHandle, "the reader has not come to the end of what the daemon said");
            client.Dispose();
        }

        return Finish(calls, client);
    }

    private static IEnumerable<Task<string>> Open(Files.FilesClient files, Archives.ArchivesClient archives)
    {
        yield return End(files.StatAsync(new StatRequest()).ResponseAsync);
        yield return End(files.StatAsync(new StatRequest()).ResponseAsync);
        yield return End(ReadAllAsync(archives.TarOut(new TarOutRequest())));
        yield return End(SendAsync(archives.TarIn()));
    }

    private static async Task<string> End(Task call)
    {
        try
        {
            await call;
            return "ok";
        }
        catch (RpcException error)
        {
            return $"{error.StatusCode}";
        }
    }

    private static async Task ReadAllAsync(AsyncServerStreamingCall<Chunk> call)
    {
        using (call)
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        }
    }

    private static async Task SendAsync(AsyncClientStreamingCall<TarInRequest, Nothing> call)
    {
        using (call)
        {
            await call.RequestStream.WriteAsync(new TarInRequest());
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
        }
    }

    private static string Finish(Task<string>[] calls, FrameClient client)
    {
        var all = Task.WhenAll(calls);
        if (!((IAsyncResult)client.Connection.Closed).AsyncWaitHandle.WaitOne(MostWaiting))
        {
            throw new FindingException("the connection did not end");
        }

        if (!((IAsyncResult)all).AsyncWaitHandle.WaitOne(MostWaiting))
        {
            throw new FindingException($"a call did not end after its connection: {string.Join(", ", calls.Select(call => call.Status))}; {client.Connection.Cause}");
        }

        // The reader tells a call of its end before it forgets it.
        return SpinWait.SpinUntil(() => client.OpenCalls == 0, MostWaiting)
            ? string.Join(' ', all.GetAwaiter().GetResult())
            : throw new FindingException($"a call stayed open after its end: {client.OpenCalls}");
    }

    private static void Within(WaitHandle handle, string what)
    {
        if (!handle.WaitOne(MostWaiting))
        {
            throw new FindingException(what);
        }
    }
}
