using System.Buffers;
using System.Globalization;
using Grpc.Core;
using GuestCtl.Handle;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Calls;

/// <summary>Counts what the reply of one call takes, and refuses more than the caller allows. It counts before anything is made of the bytes:
/// they come from an appliance that may be in the hands of the image.</summary>
/// <param name="function">The function.</param>
/// <param name="request">Its arguments, which the error names; null when they are not known.</param>
/// <param name="most">The most it may take.</param>
/// <param name="sums">Whether the parts of a stream become one value. Otherwise each counts by itself.</param>
internal sealed class ReplyLimit(FunctionInfo function, object? request, long most, bool sums)
{
    // Ends a stream of empty parts too.
    private const int PartCost = 16;

    private const long LongestText = 0x3FFFFFDF;

    private long _taken;

    /// <summary>The method with replies that are counted before they are read.</summary>
    public static Method<TRequest, TResponse> Guard<TRequest, TResponse>(
        Method<TRequest, TResponse> method, FunctionInfo function, object? request, long most, bool sums)
        where TRequest : class
        where TResponse : class
    {
        // Chunks go to a file or a stream as they come.
        var limit = new ReplyLimit(function, request, Math.Min(most, LongestOf<TResponse>()), sums && typeof(TResponse) != typeof(Chunk));
        var replies = method.ResponseMarshaller;
        return new(
            method.Type,
            method.ServiceName,
            method.Name,
            method.RequestMarshaller,
            Marshallers.Create(replies.ContextualSerializer, context =>
            {
                limit.Take(context.PayloadAsReadOnlySequence());
                return replies.ContextualDeserializer(context);
            }));
    }

    /// <summary>Counts a message.</summary>
    /// <exception cref="RpcException">It is too much; EMSGSIZE.</exception>
    public void Take(ReadOnlySequence<byte> message)
    {
        var cost = PartCost + message.Length + (long)ReplyFields.Count(message) * function.FieldCost;
        _taken = sums ? _taken + cost : cost;
        if (_taken > most)
        {
            throw GuestErrors.Create(Describe(), Errno.EMSGSIZE, StatusCode.ResourceExhausted);
        }
    }

    // What .NET's own types allow.
    private static long LongestOf<TResponse>()
        => typeof(TResponse) == typeof(StringPart) ? LongestText : typeof(TResponse) == typeof(BytesPart) ? Array.MaxLength : long.MaxValue;

    private string Describe()
    {
        var subject = request is not null && FunctionTable.SubjectOf(request) is { Length: > 0 } name ? GuestText.Decode(name) + ": " : "";
        var advice = ToFile(function.Name) is { } other ? $"use {other} to write it to a file, or " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{subject}the value takes more than {most} bytes of memory; {advice}allow more: {BackendSettings.WaysToSet(BackendSettings.MaxReplyBytesName + "=BYTES")}, or MaxReplyBytes (.NET)");
    }

    // The function that gives the same without holding it in memory.
    private static string? ToFile(string function) => function switch
    {
        "read_file" or "cat" or "read_lines" or "strings" or "strings_e" or "hexdump" => "download",
        "find" => "find0",
        "ls" or "readdir" or "ll" or "llz" => "ls0",
        _ => null,
    };
}
