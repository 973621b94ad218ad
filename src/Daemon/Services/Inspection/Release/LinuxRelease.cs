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
        var modern = OsRelease.Read(guest) is { } osRelease ? FromOsRelease(osRelease) : null;
        if (modern is { Distro: not UnknownDistro and not "debian" and not "centos" } || modern is { Version.Minor: > 0 })
        {
            return modern;
        }

        // Debian and CentOS give os-release the major version only; the older files have the minor one.
        var legacy = LegacyRelease.Read(guest);
        if (modern is null || modern.Distro == UnknownDistro)
        {
            return legacy is null ? modern ?? new LinuxRelease(UnknownDistro, ReleaseVersion.Unknown, null) : Merge(legacy, modern);
        }

        return legacy is not null && legacy.Distro == modern.Distro && legacy.Version.Major >= modern.Version.Major
            ? Merge(legacy, modern)
            : modern;
    }

    private static LinuxRelease FromOsRelease(OsRelease release) => new(
        DistroNames.FromOsRelease(release["ID"]) ?? UnknownDistro,
        ReleaseVersion.Parse(release["VERSION_ID"]),
        release["PRETTY_NAME"] ?? release["NAME"])
    {
        Relatives = (release["ID_LIKE"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        BuildId = release["BUILD_ID"],
    };

    // The line in centos-release says more than os-release; the number in debian_version says less.
    private static LinuxRelease Merge(LinuxRelease legacy, LinuxRelease? modern) => legacy with
    {
        Product = legacy.Distro == "debian" ? modern?.Product ?? legacy.Product : legacy.Product ?? modern?.Product,
        Relatives = modern?.Relatives ?? [],
        BuildId = modern?.BuildId,
    };
}
