using System.Globalization;
using GuestCtl.Protocol.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GuestCtl.Server.Serving;

/// <summary>How large a caller's message may be, and what the caller is told of one that is larger.</summary>
internal static class MessageLimit
{
    /// <summary>The largest message of the guest's wire, less room for a method's path. A request just below it fits into a frame.</summary>
    public const int Bytes = FrameLimits.MaxPayload - 1024;

    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private const string ResourceExhausted = "8";

    // What is left of the message, and what its sender may have sent after it. Past that the sender sees its stream reset.
    private const long MostDrained = 4L * Bytes;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private static readonly object Taken = new();

    /// <summary>What the error of a message that is too large says.</summary>
    public static string Reason { get; } = string.Create(
        CultureInfo.InvariantCulture, $"the message is over the gateway's limit of {Bytes} bytes; send less at once, a file in several messages");

    /// <summary>Notes that the request has been read. What is exhausted after that is something else.</summary>
    public static void Pass(HttpContext call) => call.Items[Taken] = Taken;

    /// <summary>Reads the rest of a refused upload. A caller that is still sending when the answer comes may see only that its stream was reset.</summary>
    public static async Task DrainAsync(HttpContext call)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(call.RequestAborted);
        deadline.CancelAfter(DrainTime);
        try
        {
            var body = call.Request.BodyReader;
            for (var drained = 0L; drained < MostDrained;)
            {
                var read = await body.ReadAsync(deadline.Token).ConfigureAwait(false);
                drained += read.Buffer.Length;
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller is gone, or does not come to an end.
        }
    }

    /// <summary>Names the limit in the answer to a message that was refused before anybody read it. gRPC's own text does not.</summary>
    public static void Explain(HttpContext call)
    {
        var answer = call.Response.HasStarted ? call.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers : call.Response.Headers;
        if (answer[Status] == ResourceExhausted && !call.Items.ContainsKey(Taken))
        {
            answer[Message] = Reason;
        }
    }
}
