using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Files.Text;

/// <summary>Sends what tools print as text or as lines, as it comes.</summary>
internal static class TextOutput
{
    /// <summary>Runs a tool and sends the lines that it prints.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="file">Whose lines they are, for messages.</param>
    /// <param name="responseStream">Where they go.</param>
    /// <param name="token">Ends the tool.</param>
    /// <param name="highestSuccess">The highest exit code that is no error.</param>
    public static async Task SendLinesAsync(
        string name, IEnumerable<string> arguments, PipeSource input, string file, IServerStreamWriter<StringListReply> responseStream, CancellationToken token, int highestSuccess = 0)
    {
        var lines = new LineReader(stripCarriageReturns: false);
        var output = PipeTarget.Create(async (stream, cancellationToken) =>
        {
            var buffer = new byte[FrameLimits.ChunkSize];
            while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                foreach (var batch in lines.Add(buffer.AsMemory(0, count), file))
                {
                    await responseStream.WriteAsync(batch, cancellationToken);
                }
            }
        });
        var result = await Tool.PipeAsync(name, arguments, input, output, token);
        if (result.ExitCode > highestSuccess)
        {
            throw result.ToException();
        }

        foreach (var batch in lines.Finish())
        {
            await responseStream.WriteAsync(batch, token);
        }
    }

    /// <summary>Sends what a tool prints.</summary>
    public static PipeTarget AsText(this IServerStreamWriter<StringPart> responseStream)
        => PipeTarget.Create(async (stream, cancellationToken) =>
        {
            var buffer = new byte[FrameLimits.ChunkSize];
            while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                await responseStream.WriteAsync(new StringPart { Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)) }, cancellationToken);
            }
        });
}
