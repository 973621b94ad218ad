namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>What distributions call themselves in os-release and lsb-release, and what inspection calls them.</summary>
internal static class DistroNames
{
    private const int MaxId = 64;

    // The identifiers that are the names already.
    private static readonly HashSet<string> Same = new(StringComparer.OrdinalIgnoreCase)
    {
        "almalinux", "altlinux", "buildroot", "centos", "cirros", "coreos", "debian", "fedora", "frugalware", "gentoo", "kylin", "linuxmint", "mageia",
        "mandriva", "meego", "neokylin", "nixos", "openeuler", "openmandriva", "opensuse", "pardus", "photon", "rhel", "rocky", "slackware", "sles", "ttylinux", "ubuntu",
    };

    private static readonly Dictionary<string, string> Other = new(StringComparer.OrdinalIgnoreCase)
    {
        ["alpine"] = "alpinelinux",
        ["amzn"] = "amazonlinux",
        ["arch"] = "archlinux",
        ["kali"] = "kalilinux",
        ["ol"] = "oraclelinux",
        ["pld"] = "pldlinux",
        ["scientific"] = "scientificlinux",
        ["sled"] = "sles",
        ["sles_sap"] = "sles",
        ["suse"] = "suse-based",
        ["void"] = "voidlinux",
    };

    private static readonly Dictionary<string, string> ByLsbRelease = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Ubuntu"] = "ubuntu",
        ["LinuxMint"] = "linuxmint",
        ["Mageia"] = "mageia",
        ["MandrivaLinux"] = "mandriva",
        ["MandrakeLinux"] = "mandriva",
        ["Debian"] = "debian",
        ["Kali"] = "kalilinux",
        ["OpenMandrivaLinux"] = "openmandriva",
    };

    /// <summary>The distribution of an ID in os-release; null when it has no name here.</summary>
    public static string? FromOsRelease(string? id)
        => id is null ? null
            : Same.Contains(id) ? id.ToLowerInvariant()
            : Other.TryGetValue(id, out var name) ? name
            : id.StartsWith("opensuse-", StringComparison.OrdinalIgnoreCase) ? "opensuse"
            : null;

    /// <summary>An ID that has no name here as it is, if it looks like one: it is the guest that says it.</summary>
    public static string? AsItIs(string? id)
        => id is { Length: > 0 and <= MaxId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? id.ToLowerInvariant() : null;

    /// <summary>The distribution of a DISTRIB_ID in lsb-release; null for all but those that have nothing better.</summary>
    public static string? FromLsbRelease(string? id) => id is null ? null : ByLsbRelease.GetValueOrDefault(id.Replace(" ", "", StringComparison.Ordinal));
}
