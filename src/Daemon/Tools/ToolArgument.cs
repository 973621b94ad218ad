using Google.Protobuf;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Tools;

/// <summary>Callers' values on their way to a tool.</summary>
internal static class ToolArgument
{
    /// <summary>Reads a value that a tool gets as it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the argument, for the error.</param>
    /// <exception cref="OperationFailedException">EINVAL: the value is not text, so the tool would get another.</exception>
    public static string Text(ByteString value, string name)
    {
        var text = GuestText.Decode(value);
        return Tool.IsText(text) ? text : throw OperationFailedException.Invalid($"{name}: '{text}' is not text, and no tool can be given it");
    }

    /// <summary>As <see cref="Text(ByteString, string)"/>, for a label of which a tool would cut off what is too long.</summary>
    /// <param name="value">The label.</param>
    /// <param name="type">What has the label.</param>
    /// <param name="limit">How many bytes it can have.</param>
    /// <exception cref="OperationFailedException">EINVAL: it is too long, or no text.</exception>
    public static string Label(ByteString value, string type, int limit)
        => Text(value, "label") is var label && value.Length > limit
            ? throw OperationFailedException.Invalid($"{label}: a label of {type} has at most {limit} bytes, and this one has {value.Length}", Reasons.LabelTooLong(label, type))
            : label;
}
