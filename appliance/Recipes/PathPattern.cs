using System.Text;
using System.Text.RegularExpressions;

namespace GuestCtl.Appliances.Recipes;

/// <summary>A pattern of exclude.txt or modules.txt: <c>*</c> stops at a slash, <c>**</c> does not.</summary>
internal sealed class PathPattern
{
    private readonly Regex _regex;

    internal PathPattern(string pattern)
    {
        var wildcard = pattern.IndexOf('*');
        LiteralPrefix = wildcard < 0 ? pattern : pattern[..wildcard];
        _regex = new Regex(ToRegex(pattern), RegexOptions.CultureInvariant);
    }

    /// <summary>The pattern up to its first wildcard.</summary>
    internal string LiteralPrefix { get; }

    internal bool Matches(string path) => _regex.IsMatch(path);

    /// <summary>True when a path below <paramref name="directory"/> may match.</summary>
    internal bool MayMatchBelow(string directory)
    {
        var prefix = directory + "/";
        return LiteralPrefix.StartsWith(prefix, StringComparison.Ordinal)
            || prefix.StartsWith(LiteralPrefix, StringComparison.Ordinal);
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '*')
                regex.Append(Regex.Escape(pattern[i].ToString()));
            else if (i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                regex.Append(".*");
                i++;
            }
            else
                regex.Append("[^/]*");
        }
        return regex.Append(@"\z").ToString();
    }
}
