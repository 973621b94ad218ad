using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Calls;

/// <summary>Writes calls and results the way libguestfs traces them.</summary>
internal sealed class TraceWriter
{
    private const int MaxText = 256;

    private readonly StringBuilder _text = new();

    public static string Call(FunctionInfo function, object request)
    {
        var writer = new TraceWriter();
        writer._text.Append(function.Name);
        FunctionTable.WriteArguments(writer, request);
        return writer._text.ToString();
    }

    public static string Result(FunctionInfo function, object? reply) => $"{function.Name} = {Value(reply)}";

    public static string Failure(FunctionInfo function, string message) => $"{function.Name} = -1 (error: {message})";

    public void Argument(object value) => _text.Append(' ').Append(value is IEnumerable<ByteString> list ? $"\"{Words(list)}\"" : Value(value));

    public void Option(string name, object value) => _text.Append(" \"").Append(name).Append(':').Append(value is IEnumerable<ByteString> list ? Words(list) : Value(value).Trim('"')).Append('"');

    public void Absent() => _text.Append(" null");

    public void Secret() => _text.Append(" \"***\"");

    private static string Words(IEnumerable<ByteString> list) => string.Join(' ', list.Select(GuestText.Decode));

    private static string Value(object? value) => value switch
    {
        null or Nothing => "0",
        bool flag => flag ? "true" : "false",
        ByteString bytes => Quote(bytes),
        BoolReply reply => reply.Value ? "1" : "0",
        IntReply reply => reply.Value.ToString(CultureInfo.InvariantCulture),
        Int64Reply reply => reply.Value.ToString(CultureInfo.InvariantCulture),
        StringReply reply => Quote(reply.Value),
        ConstStringReply reply => Quote(reply.Value),
        DeviceReply reply => Quote(reply.Value),
        BytesReply reply => Quote(reply.Value),
        OptionalConstStringReply reply => reply.HasValue ? Quote(reply.Value) : "\"NULL\"",
        StringListReply reply => Value(reply.Values),
        DeviceListReply reply => Value(reply.Values),
        MountableListReply reply => Value(reply.Values),
        IMessage message => $"<{message.GetType().Name}>",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Value))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quote(ByteString bytes)
    {
        var text = GuestText.Decode(bytes.Span[..Math.Min(bytes.Length, MaxText)]);
        return $"\"{text}\"{(bytes.Length > MaxText ? "<truncated>" : "")}";
    }
}
