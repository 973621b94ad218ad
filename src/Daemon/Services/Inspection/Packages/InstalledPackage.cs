namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>A package that a guest's package manager has installed. What it does not say is empty.</summary>
internal sealed record InstalledPackage(string Name, int Epoch, string Version, string Release)
{
    /// <summary>The name for people; empty if it is the same.</summary>
    public string DisplayName { get; init; } = "";

    public string InstallPath { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string Publisher { get; init; } = "";

    public string Url { get; init; } = "";

    public string SourcePackage { get; init; } = "";

    public string Summary { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>A package of a version such as 1:2.3-4: epoch, version and release.</summary>
    public static InstalledPackage Of(string name, string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var epoch = colon > 0 && int.TryParse(version.AsSpan(0, colon), out var number) ? number : 0;
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        return dash < 0 ? new InstalledPackage(name, epoch, rest, "") : new InstalledPackage(name, epoch, rest[..dash], rest[(dash + 1)..]);
    }
}
