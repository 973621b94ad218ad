namespace GuestCtl.Cli.Inspection;

/// <summary>All that inspection says of one operating system. What is not known is null.</summary>
internal sealed record GuestSystem
{
    /// <summary>The mountable of its root file system.</summary>
    public required string Root { get; init; }

    public string? Type { get; init; }

    public string? Distro { get; init; }

    public string? ProductName { get; init; }

    public string? ProductVariant { get; init; }

    public int? MajorVersion { get; init; }

    public int? MinorVersion { get; init; }

    public string? Arch { get; init; }

    public string? Hostname { get; init; }

    public string? PackageFormat { get; init; }

    public string? PackageManagement { get; init; }

    public string? Osinfo { get; init; }

    public string? BuildId { get; init; }

    /// <summary>Mount points with what is mounted there, the root first.</summary>
    public IReadOnlyList<(string MountPoint, string Mountable)> MountPoints { get; init; } = [];

    public IReadOnlyList<GuestFilesystem> Filesystems { get; init; } = [];

    /// <summary>Null when they cannot be listed.</summary>
    public IReadOnlyList<Application2>? Applications { get; init; }
}

/// <summary>A file system that belongs to an operating system.</summary>
internal sealed record GuestFilesystem(string Mountable, string? Type, string? Label, string? Uuid);
