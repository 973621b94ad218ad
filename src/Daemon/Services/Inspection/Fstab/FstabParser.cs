using System.Text;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>Reads the text of /etc/fstab. Lines that make no sense are left out.</summary>
internal static class FstabParser
{
    // Real files have a few lines; a file made to waste time has more.
    private const int MaxEntries = 4096;

    // A path of 4096 bytes may stand in both fields, each byte as four characters.
    private const int MaxLine = 64 * 1024;

    public static IReadOnlyList<FstabEntry> Parse(string text)
    {
        var entries = new List<FstabEntry>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (line.Length <= MaxLine && entries.Count < MaxEntries && ParseLine(line.Trim().ToString()) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>The absolute path of a mount point without needless slashes; null when it is none, or has "..".</summary>
    public static string? NormalizeTarget(string target)
    {
        if (!target.StartsWith('/') || target.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Contains("..") ? null : "/" + string.Join('/', parts);
    }

    private static FstabEntry? ParseLine(string line)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var fields = Fields(line);
        return fields.Count < 3
            ? null
            : new FstabEntry(Unescape(fields[0]), Unescape(fields[1]), fields[2], fields.Count > 3 ? fields[3].Split(',') : []);
    }

    // Fields end at white space that is not in quotes, as in LABEL="my disk".
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in line.Append(' '))
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c is not (' ' or '\t') || quoted)
            {
                field.Append(c);
            }
            else if (field.Length > 0)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
        }

        return fields;
    }

    // Blanks, tabs, newlines and backslashes are written as three octal digits, and so may be any other byte.
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal))
        {
            return field;
        }

        var bytes = GuestText.Encode(field);
        var result = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\\' && i + 3 < bytes.Length && bytes[i + 1] is >= (byte)'0' and <= (byte)'3'
                && bytes.AsSpan(i + 2, 2).IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0)
            {
                result.Add((byte)(((bytes[i + 1] - '0') << 6) | ((bytes[i + 2] - '0') << 3) | (bytes[i + 3] - '0')));
                i += 3;
            }
            else
            {
                result.Add(bytes[i]);
            }
        }

        return GuestText.Decode([.. result]);
    }
}
