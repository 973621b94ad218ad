namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>A line of /etc/fstab.</summary>
/// <param name="Source">What is mounted, as the guest names it.</param>
/// <param name="Target">Where; "none" or "swap" for swap space.</param>
/// <param name="Type">The type of the file system.</param>
/// <param name="Options">The options.</param>
internal sealed record FstabEntry(string Source, string Target, string Type, IReadOnlyList<string> Options)
{
    public bool IsSwap => Type == "swap";

    /// <summary>Whether a directory is mounted a second time: its source is no device.</summary>
    public bool IsBind => Options.Contains("bind") || Options.Contains("rbind");

    /// <summary>The value of an option such as subvol=home; null when it is not given.</summary>
    public string? Option(string name)
        => Options.FirstOrDefault(o => o.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
