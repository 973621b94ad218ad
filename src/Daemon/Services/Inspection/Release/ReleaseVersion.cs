using System.Text.RegularExpressions;

namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>A major and a minor version number, 0 when unknown.</summary>
internal readonly partial record struct ReleaseVersion(int Major, int Minor)
{
    public static ReleaseVersion Unknown => default;

    /// <summary>The first number of a text and the number after its dot: "CentOS release 7.9.2009" is 7 and 9.</summary>
    public static ReleaseVersion Parse(string? text)
    {
        var match = Numbers().Match(text ?? "");
        return int.TryParse(match.Groups[1].ValueSpan, out var major)
            ? new ReleaseVersion(major, int.TryParse(match.Groups[2].ValueSpan, out var minor) ? minor : 0)
            : Unknown;
    }

    [GeneratedRegex(@"([0-9]+)(?:\.([0-9]+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
