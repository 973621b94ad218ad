using System.Globalization;
using System.Text;

namespace GuestCtl.Daemon.Devices.Links;

/// <summary>What udev makes of a text before it becomes the name of a link.</summary>
internal static class LinkText
{
    private const string Plain = "#+-.:=@_";

    // The kernel's limit for one name.
    private const int MaxName = 255;

    /// <summary>A text of printable ASCII with all characters that mean something elsewhere as \xNN: slashes, spaces and backslashes, too.</summary>
    public static string Encode(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            text.Append(IsPlain(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"));
        }

        return text.ToString();
    }

    /// <summary>A text in which characters that mean something elsewhere are underscores.</summary>
    public static string Replace(string value) => string.Concat(value.Select(c => IsPlain(c) ? c : '_'));

    /// <summary>What a device says of itself: each run of spaces is one underscore, those at the ends go.</summary>
    public static string Squeeze(string value)
        => Replace(string.Join('_', value.Split((char[])[' ', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Whether a name can stand in a directory, and leads nowhere else.</summary>
    public static bool IsName(string name)
        => name is not ("" or "." or "..") && !name.Contains('/') && !name.Contains('\0') && Encoding.UTF8.GetByteCount(name) <= MaxName;

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c);
}
