using System.Globalization;
using System.Text;

namespace GuestCtl.Daemon.Services.Files.Text;

/// <summary>Bytes as 'hexdump -C' prints them: the offset, sixteen bytes, and their characters. A line like the one before it is left out; a star stands
/// for all that follow each other.</summary>
internal sealed class Hexdump
{
    /// <summary>Bytes in a line.</summary>
    public const int LineBytes = 16;

    private readonly byte[] _last = new byte[LineBytes];
    private long _offset;
    private bool _hasLast;
    private bool _hasStar;

    /// <summary>The lines of the next bytes: whole lines, but for the file's last bytes.</summary>
    public string Format(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(LineBytes, bytes.Length)..])
        {
            var line = bytes[..Math.Min(LineBytes, bytes.Length)];
            if (_hasLast && line.SequenceEqual(_last))
            {
                text.Append(_hasStar ? "" : "*\n");
                _hasStar = true;
            }
            else
            {
                AppendLine(text, line);
                (_hasLast, _hasStar) = (line.Length == LineBytes, false);
                line.CopyTo(_last);
            }

            _offset += line.Length;
        }

        return text.ToString();
    }

    /// <summary>The line with the length at the end of the file; empty for an empty file.</summary>
    public string End() => _offset == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{_offset:x8}\n");

    private void AppendLine(StringBuilder text, ReadOnlySpan<byte> line)
    {
        text.Append(CultureInfo.InvariantCulture, $"{_offset:x8}");
        for (var i = 0; i < LineBytes; i++)
        {
            text.Append(i % 8 == 0 ? "  " : " ");
            text.Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ");
        }

        text.Append("  |");
        foreach (var value in line)
        {
            text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
        }

        text.Append("|\n");
    }
}
