namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>What distributions call themselves in os-release and lsb-release, and what inspection calls them.</summary>
internal static class DistroNames
{
    private const int MaxId = 64;

    private static readonly Dictionary<string, string> ByOsRelease = new(StringComparer.OrdinalIgnoreCase)
    {
        ["alma"] = "almalinux",
        ["alpine"] = "alpinelinux",
        ["amzn"] = "amazonlinux",
        ["arch"] = "archlinux",
        ["kali"] = "kalilinux",
        ["linuxmint"] = "linuxmint",
        ["mandrake"] = "mandriva",
        ["ol"] = "oraclelinux",
        ["pld"] = "pldlinux",
        ["rhel"] = "rhel",
        ["redhat"] = "rhel",
        ["scientific"] = "scientificlinux",
        ["sled"] = "sles",
        ["sles_sap"] = "sles",
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

    /// <summary>The distribution of an ID in os-release. Those without a name of their own here keep their ID, if it
    /// looks like one: it is the guest that says it.</summary>
    public static string? FromOsRelease(string? id)
    {
        if (id is null or { Length: > MaxId } || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            return null;
        }

        return ByOsRelease.TryGetValue(id, out var name) ? name
            : id.StartsWith("opensuse", StringComparison.OrdinalIgnoreCase) ? "opensuse"
            : id.ToLowerInvariant();
    }

    /// <summary>The distribution of a DISTRIB_ID in lsb-release; null for all but those that have nothing better.</summary>
    public static string? FromLsbRelease(string? id) => id is null ? null : ByLsbRelease.GetValueOrDefault(id.Replace(" ", "", StringComparison.Ordinal));
}
