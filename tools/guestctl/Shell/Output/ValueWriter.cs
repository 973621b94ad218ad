using System.Globalization;

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

    public void Map(IReadOnlyDictionary<string, string> entries)
    {
        foreach (var (key, value) in entries)
        {
            output.Line($"{key}: {value}");
        }
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
