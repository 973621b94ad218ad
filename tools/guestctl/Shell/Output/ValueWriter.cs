using System.Globalization;
using Google.Protobuf;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>The forms in which results are printed.</summary>
internal sealed class ValueWriter(ShellOutput output)
{
    /// <summary>What stands for a text that is absent.</summary>
    private const string Absent = "(null)";

    public void Bool(bool value) => output.Line(value ? "true" : "false");

    public void Number(long value) => output.Line(value.ToString(CultureInfo.InvariantCulture));

    public void Octal(int value) => output.Line((value == 0 ? "" : "0") + Convert.ToString(value, 8));

    public void Hexadecimal(long value) => output.Line((value == 0 ? "" : "0x") + value.ToString("x", CultureInfo.InvariantCulture));

    public void Text(string? value) => output.Line(value ?? Absent);

    /// <summary>Bytes as they are, with nothing after them.</summary>
    public void Raw(byte[] value) => output.Write(value);

    public void List(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            output.Line(value);
        }
    }

    /// <summary>Bytes in parts, as they come.</summary>
    public void RawParts(Action<Func<BytesPart, bool>> receive) => receive(part => Write(part.Data));

    /// <summary>A text in parts, as they come.</summary>
    public void TextParts(Action<Func<StringPart, bool>> receive)
    {
        receive(part => Write(part.Data));
        output.Line("");
    }

    /// <summary>A list in parts, as they come.</summary>
    public void ListParts(Action<Func<StringListReply, bool>> receive) => receive(part =>
    {
        foreach (var value in part.Values)
        {
            output.Write(value.Span);
            output.Write("\n"u8);
        }

        return !output.HasFailed;
    });

    public void Map(IReadOnlyDictionary<string, string> entries)
    {
        foreach (var (key, value) in entries)
        {
            output.Line($"{key}: {value}");
        }
    }

    // Nobody may read any more, and the guest's file may be endless.
    private bool Write(ByteString data)
    {
        output.Write(data.Span);
        return !output.HasFailed;
    }

    public void Structure<T>(T value, Action<StructureWriter, T> write) => write(new StructureWriter(output, ""), value);

    public void Structures<T>(IReadOnlyList<T> values, Action<StructureWriter, T> write)
    {
        for (var i = 0; i < values.Count; i++)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"[{i}] = {{"));
            write(new StructureWriter(output, "  "), values[i]);
            output.Line("}");
        }
    }
}
