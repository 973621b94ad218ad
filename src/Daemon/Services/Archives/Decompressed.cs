using System.IO.Pipelines;
using CliWrap;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Runs work on what a decompressing tool prints.</summary>
internal static class Decompressed
{
    // The tool waits while this much is not consumed yet.
    private const int PipeBytes = 1 << 20;

    /// <summary>Pipes the input through the tool into the work. The tool is ended with the work.</summary>
    /// <exception cref="OperationFailedException">The tool's failure, which explains one of the work; else the work's.</exception>
    public static async Task RunAsync(Compression compression, Stream input, Func<Stream, Task> work, CancellationToken cancellationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: PipeBytes, resumeWriterThreshold: PipeBytes / 2));
        var tool = RunToolAsync(compression, input, pipe.Writer, cancellation.Token);
        Exception? failure = null;
        try
        {
            await work(pipe.Reader.AsStream());
        }
        catch (Exception e)
        {
            failure = e;

            // If the input ended early the tool has ended before, and its result says why.
            await cancellation.CancelAsync();
        }

        await pipe.Reader.CompleteAsync();
        var result = await tool;
        cancellationToken.ThrowIfCancellationRequested();
        if (result is { Succeeded: false })
        {
            throw result.ToException();
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    // Null when it was ended.
    private static async Task<ToolResult?> RunToolAsync(Compression compression, Stream input, PipeWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var source = PipeSource.Create((stream, token) => input.CopyToAsync(stream, Protocol.Wire.FrameLimits.ChunkSize, token));
            return await Tool.PipeAsync(
                compression.Tool, compression.DecompressArguments, source, PipeTarget.ToStream(output.AsStream(leaveOpen: true)), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            await output.CompleteAsync();
        }
    }
}
