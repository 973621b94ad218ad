using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Protocol.Tests.Rpc;

internal sealed class RehearsalService : Rehearsal.RehearsalBase
{
    public const int ChunkBytes = 100_000;

    /// <summary>Completes when a waiting call was cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Parts that Count has sent so far.</summary>
    public int Sent;

    public override Task<Part> Echo(Part request, ServerCallContext context) => Task.FromResult(request);

    public override Task<Part> Fail(Part request, ServerCallContext context)
        => request.Number == 0 ? throw new InvalidOperationException("a bug") : throw GuestErrors.Create($"/x{GuestText.Decode(request.Data)}: No such file or directory", (int)request.Number);

    /// <summary>Lets blocked calls go on.</summary>
    public ManualResetEventSlim Gate { get; } = new();

    /// <summary>Keeps its thread, as a slow system call does.</summary>
    public override Task<Part> Block(Part request, ServerCallContext context)
    {
        Gate.Wait(TimeSpan.FromMinutes(1));
        return Task.FromResult(request);
    }

    private readonly ConcurrentBag<CancellationToken> _waits = [];

    public override Task<Part> Waiting(Part request, ServerCallContext context)
        => Task.FromResult(new Part { Number = _waits.Count(cancellation => !cancellation.IsCancellationRequested) });

    public override async Task<Part> Wait(Part request, ServerCallContext context)
    {
        _waits.Add(context.CancellationToken);
        try
        {
            context.ReportProgress(1, 2);
            await Task.Delay(TimeSpan.FromMinutes(5), context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            Cancelled.TrySetResult();
            throw;
        }

        return request;
    }

    public override async Task<Part> Sum(IAsyncStreamReader<Part> requestStream, ServerCallContext context)
    {
        long sum = 0;
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            if (requestStream.Current.Number < 0)
            {
                throw GuestErrors.Create("a negative number", 22);
            }

            sum += requestStream.Current.Number + requestStream.Current.Data.Length;
        }

        return new Part { Number = sum };
    }

    public override async Task Count(Part request, IServerStreamWriter<Part> responseStream, ServerCallContext context)
    {
        var data = ByteString.CopyFrom(new byte[ChunkBytes]);
        for (var i = 0; i < request.Number; i++)
        {
            await responseStream.WriteAsync(new Part { Number = i, Data = data });
            Interlocked.Increment(ref Sent);
        }
    }

    public override async Task Mirror(IAsyncStreamReader<Part> requestStream, IServerStreamWriter<Part> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await responseStream.WriteAsync(requestStream.Current);
        }
    }
}
