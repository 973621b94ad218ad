namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>Which Linux a guest is.</summary>
/// <param name="Distro">The name of the distribution, or "unknown".</param>
/// <param name="Version">Its version.</param>
/// <param name="Product">What it calls itself, for people. Null when it does not say.</param>
internal sealed record LinuxRelease(string Distro, ReleaseVersion Version, string? Product)
{
    public const string UnknownDistro = "unknown";

    /// <summary>The distributions that this one says it is like: ID_LIKE in os-release.</summary>
    public IReadOnlyList<string> Relatives { get; init; } = [];

    /// <summary>BUILD_ID in os-release.</summary>
    public string? BuildId { get; init; }

    /// <summary>Reads os-release, and the files that were there before it where it is missing or says less.</summary>
    public static LinuxRelease Read(GuestReader guest)
    {
        var osRelease = OsRelease.Read(guest);
        var modern = FromOsRelease(osRelease, DistroNames.FromOsRelease(osRelease?["ID"]) ?? UnknownDistro);

        // Debian and CentOS give os-release the major version only; the older files have the minor one.
        if (modern.Distro is not (UnknownDistro or "debian" or "centos") || modern is { Distro: not UnknownDistro, Version.Minor: > 0 })
        {
            return modern;
        }

        // A derivative without a name of its own here often has the files of what it derives from.
        var legacy = LegacyRelease.Read(guest);
        if (legacy is not null && (modern.Distro == UnknownDistro || (legacy.Distro == modern.Distro && legacy.Version.Major >= modern.Version.Major)))
        {
            return Merge(legacy, modern);
        }

        return modern.Distro == UnknownDistro ? FromOsRelease(osRelease, DistroNames.AsItIs(osRelease?["ID"]) ?? UnknownDistro) : modern;
    }

    private static LinuxRelease FromOsRelease(OsRelease? release, string distro)
        => new(distro, ReleaseVersion.Parse(release?["VERSION_ID"]), release?["PRETTY_NAME"] ?? release?["NAME"])
        {
            Relatives = (release?["ID_LIKE"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            BuildId = release?["BUILD_ID"],
        };

    // The line in centos-release says more than os-release; the number in debian_version says less.
    private static LinuxRelease Merge(LinuxRelease legacy, LinuxRelease modern) => legacy with
    {
        Product = legacy.Distro == "debian" ? modern.Product ?? legacy.Product : legacy.Product ?? modern.Product,
        Relatives = modern.Relatives,
        BuildId = modern.BuildId,
    };
}
