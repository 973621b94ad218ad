using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services;

/// <summary>What a tool prints as the reply stream of a call.</summary>
internal static class ToolOutput
{
    /// <summary>Sends it in chunks as it comes.</summary>
    public static PipeTarget AsTarget(this IServerStreamWriter<Chunk> responseStream)
        => PipeTarget.Create(async (output, cancellationToken) =>
        {
            var buffer = new byte[FrameLimits.ChunkSize];
            while (await output.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var count and > 0)
            {
                await responseStream.WriteAsync(new Chunk { Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)) }, cancellationToken);
            }
        });
}
