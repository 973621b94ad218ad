using System.Globalization;
using System.Text;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>The fields of a structure, one on a line.</summary>
internal sealed class StructureWriter(ShellOutput output, string indentation)
{
    public void Field(string name, string value) => output.Line($"{indentation}{name}: {value}");

    public void Field(string name, long value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    public void Field(string name, ulong value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    public void Field(string name, int value) => Field(name, (long)value);

    public void Field(string name, uint value) => Field(name, (long)value);

    public void Field(string name, char value) => Field(name, value.ToString());

    /// <summary>A percentage that may be unknown.</summary>
    public void Field(string name, float? value)
        => Field(name, value is { } known ? known.ToString("G6", CultureInfo.InvariantCulture) + " %" : "");

    /// <summary>Bytes: printable ones as they are. The others are shown as hexadecimal numbers, those from 128 on as the negative numbers
    /// that scripts have always seen.</summary>
    public void Field(string name, byte[] value)
    {
        var text = new StringBuilder();
        foreach (var one in value)
        {
            if (one is >= 0x20 and < 0x7f)
            {
                text.Append((char)one);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{(int)(sbyte)one:x2}");
            }
        }

        Field(name, text.ToString());
    }
}
