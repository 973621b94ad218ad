using System.Text;

namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>The assignments of an os-release file, or of another file in the same form: KEY=value with the quotes of a shell.</summary>
internal sealed class OsRelease
{
    /// <summary>Real files are below 2 KiB.</summary>
    public const int MaxLength = 64 * 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private OsRelease()
    {
    }

    /// <summary>The value of a key; null when it is absent or empty.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;

    /// <summary>Parses the text. Lines that are no assignment are left out; of two assignments the last counts.</summary>
    public static OsRelease Parse(string text)
    {
        var release = new OsRelease();
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim();
            var equals = trimmed.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && trimmed[0] != '#')
            {
                release._values[trimmed[..equals]] = Unquote(trimmed[(equals + 1)..]);
            }
        }

        return release;
    }

    /// <summary>The guest's os-release, from /etc or else from /usr/lib. Null when it has none.</summary>
    public static OsRelease? Read(GuestReader guest) => Read(guest, "/etc/os-release") ?? Read(guest, "/usr/lib/os-release");

    /// <summary>A file of the guest in this form. Null when there is none.</summary>
    public static OsRelease? Read(GuestReader guest, string path) => guest.ReadText(path, MaxLength) is { } text ? Parse(text) : null;

    private static string Unquote(string value)
    {
        if (value.Length == 0 || value[0] is not ('"' or '\''))
        {
            return value;
        }

        var quote = value[0];
        var result = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length && value[i] != quote; i++)
        {
            if (quote == '"' && value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
            }

            result.Append(value[i]);
        }

        return result.ToString();
    }
}
