using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace GuestCtl.Client.Tests.Hostile;

/// <summary>What an appliance in the hands of an image may fill its replies with.</summary>
public enum Flood
{
    /// <summary>Messages of tens of kilobytes.</summary>
    LongParts,

    /// <summary>Very many elements without a byte in them; single bytes where there is no list.</summary>
    EmptyElements,

    /// <summary>Messages without anything.</summary>
    EmptyParts,
}

/// <summary>Makes such replies for any message.</summary>
internal static class Floods
{
    private const int Long = 50_000;

    /// <summary>Makes a reply.</summary>
    /// <param name="flood">Of what.</param>
    /// <param name="elements">How many elements there are, if there is a list.</param>
    public static T Make<T>(this Flood flood, int elements)
    {
        var message = (IMessage)Activator.CreateInstance<T>()!;
        if (flood != Flood.EmptyParts && message.Descriptor.FindFieldByNumber(1) is { } field)
        {
            message = Fill(message, field, flood == Flood.LongParts ? Long : field.IsRepeated ? 0 : 1, elements);
        }

        return (T)message;
    }

    // Written as bytes, since the sender of such a message need not have a protobuf library.
    private static IMessage Fill(IMessage message, FieldDescriptor field, int length, int elements)
    {
        if (field.FieldType is not (FieldType.Bytes or FieldType.Message))
        {
            return message;
        }

        // A structure's own bytes are in one of its fields.
        var isMessage = field.FieldType == FieldType.Message;
        var inner = isMessage ? field.MessageType.Fields.InDeclarationOrder().FirstOrDefault(f => f.FieldType == FieldType.Bytes) : null;
        if (isMessage && inner is null)
        {
            length = 0;
        }

        var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes);
        for (var i = 0; i < (length == 0 && field.IsRepeated ? elements : 1); i++)
        {
            output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(inner is null || length == 0 ? ByteString.CopyFrom(new byte[length]) : One(inner, length));
        }

        output.Flush();
        return message.Descriptor.Parser.ParseFrom(bytes.ToArray());
    }

    private static ByteString One(FieldDescriptor field, int length)
    {
        var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes);
        output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(new byte[length]));
        output.Flush();
        return ByteString.CopyFrom(bytes.ToArray());
    }
}
