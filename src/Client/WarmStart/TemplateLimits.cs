namespace GuestCtl.WarmStart;

/// <summary>How many templates are kept, and for how long. Each takes about 100 MB.</summary>
internal sealed record TemplateLimits
{
    /// <summary>Templates that were not used for longer go. <value>Default: 30 days.</value></summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The most recently used ones that stay. <value>Default: 6, enough for a few memory sizes with and without a network.</value></summary>
    public int Count { get; init; } = 6;

    /// <summary>Bytes on the disk that all together may take. <value>Default: 1 GiB.</value></summary>
    public long Bytes { get; init; } = 1L << 30;

    /// <summary>Keeps none.</summary>
    public static TemplateLimits None { get; } = new() { Count = 0 };

    /// <summary>Chooses what has to go.</summary>
    /// <param name="templates">All, the most recently used first.</param>
    /// <param name="nowUtc">The time.</param>
    public IEnumerable<StoredTemplate> Choose(IReadOnlyList<StoredTemplate> templates, DateTime nowUtc)
    {
        var (kept, bytes) = (0, 0L);
        foreach (var template in templates)
        {
            if (template.IsReadable && nowUtc - template.UsedUtc <= Age && kept < Count && bytes + template.Bytes <= Bytes)
            {
                kept++;
                bytes += template.Bytes;
            }
            else
            {
                yield return template;
            }
        }
    }
}
