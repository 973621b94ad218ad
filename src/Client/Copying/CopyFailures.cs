using System.Globalization;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Copying;

/// <summary>What could not be copied. The copy goes on, and fails at its end with this list.</summary>
internal sealed class CopyFailures
{
    // As many as a person reads; an image can bring millions.
    private const int Named = 10;
    private const int LongestName = 256;

    private readonly List<string> _named = [];
    private long _count;

    /// <summary>Whether there are any.</summary>
    public bool Any => _count > 0;

    /// <summary>Adds one.</summary>
    public void Add(ReadOnlySpan<byte> name, string reason)
    {
        _count++;
        if (_named.Count < Named)
        {
            var shown = name.Length <= LongestName ? name : name[..LongestName];
            _named.Add($"{GuestText.Decode(shown)}{(shown.Length < name.Length ? "…" : "")}: {reason}");
        }
    }

    /// <summary>The first of them, and how many more there are.</summary>
    public override string ToString()
        => string.Join("; ", _named) + (_count > Named ? string.Create(CultureInfo.InvariantCulture, $"; and {_count - Named} more") : "");
}
