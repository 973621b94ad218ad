using Google.Protobuf;
using Google.Protobuf.Collections;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Calls;

/// <summary>From parameters to messages and from messages to returned values, for the generated methods.</summary>
internal static class Shapes
{
    public static ByteString Argument(string? value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.ToGuestBytes();
    }

    public static IEnumerable<ByteString> Bytes(IReadOnlyList<string> values) => values.Select(v => v.ToGuestBytes());

    /// <summary>Sets an optional field when there is a value.</summary>
    public static TRequest With<TRequest, T>(this TRequest request, T? value, Action<TRequest, T> set)
        where T : struct
    {
        if (value is { } given)
        {
            set(request, given);
        }

        return request;
    }

    /// <summary>Sets an optional field when there is a value.</summary>
    public static TRequest With<TRequest, T>(this TRequest request, T? value, Action<TRequest, T> set)
        where T : class
    {
        if (value is not null)
        {
            set(request, value);
        }

        return request;
    }

    public static TResult From<TReply, TResult>(TReply reply, Func<TReply, TResult> convert) => convert(reply);

    public static async Task<TResult> Then<TReply, TResult>(Task<TReply> reply, Func<TReply, TResult> convert)
        => convert(await reply.ConfigureAwait(false));

    public static string[] Text(RepeatedField<ByteString> values) => [.. values.Select(GuestText.Decode)];

    public static void AddText(RepeatedField<ByteString> values, List<string> list) => list.AddRange(values.Select(GuestText.Decode));

    public static TResult[] List<TMessage, TResult>(RepeatedField<TMessage> values, Func<TMessage, TResult> convert) => [.. values.Select(convert)];

    public static void Add<TMessage, TResult>(RepeatedField<TMessage> values, List<TResult> list, Func<TMessage, TResult> convert)
        => list.AddRange(values.Select(convert));

    /// <summary>A map that keeps the order of its entries; of two entries with one key the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Map(RepeatedField<Pair> entries)
    {
        var map = new OrderedDictionary<string, string>(entries.Count);
        foreach (var entry in entries)
        {
            map[GuestText.Decode(entry.Key)] = GuestText.Decode(entry.Value);
        }

        return map;
    }
}
