using GuestCtl.Daemon.Services.Inspection.Binaries;
using GuestCtl.Daemon.Services.Inspection.Layouts;
using GuestCtl.Daemon.Services.Inspection.Release;
using GuestCtl.Daemon.Services.Inspection.Windows;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>What the files of an operating system say about it.</summary>
internal sealed record SystemFacts(string Type, string Distro, ReleaseVersion Version)
{
    public const string Unknown = "unknown";

    // The first ones that are binaries, not scripts, tell the architecture.
    private static readonly string[] Binaries =
    [
        "/bin/bash", "/bin/ls", "/bin/echo", "/bin/rm", "/bin/sh", "/bin/busybox", "/usr/bin/bash", "/usr/bin/ls", "/usr/bin/env",
        "/sbin/init", "/usr/lib/systemd/systemd", "/lib/systemd/systemd",
    ];

    public string Product { get; init; } = Unknown;

    public string Architecture { get; init; } = Unknown;

    public string Hostname { get; init; } = Unknown;

    public string BuildId { get; init; } = Unknown;

    public string Variant { get; init; } = Unknown;

    /// <summary>Null for other systems than Windows.</summary>
    public WindowsFacts? Windows { get; init; }

    public PackageSystem Packages { get; init; } = PackageSystem.Unknown;

    public string Osinfo => OsinfoId.Of(Type, Distro, Version, Product, Variant, BuildId);

    /// <summary>Whether a file system has anything of a system, though its other file systems may be missing yet.</summary>
    public static bool MayBeRead(GuestReader guest)
        => LinuxRoot.IsRoot(guest) || BsdRelease.Read(guest) is not null || SystemRoot.Find(guest) is not null || WithoutRoot(guest) is not null;

    /// <summary>Reads the files of a system whose file systems are all in place. Null when there is no system.</summary>
    public static SystemFacts? Read(GuestReader guest)
    {
        if (BsdRelease.Read(guest) is { } other)
        {
            return Complete(other, guest);
        }

        if (!LinuxRoot.IsRoot(guest))
        {
            return WindowsRelease.Read(guest) ?? WithoutRoot(guest);
        }

        var release = LinuxRelease.Read(guest);
        return Complete(
            new SystemFacts("linux", release.Distro, release.Version)
            {
                Product = release.Product ?? Unknown,
                BuildId = release.BuildId ?? Unknown,
                Packages = PackageSystem.Of(release, guest),
            },
            guest);
    }

    // Systems that are known by other files than a Unix has in its root.
    private static SystemFacts? WithoutRoot(GuestReader guest) => DosRelease.Read(guest) ?? UbuntuCore.Read(guest) ?? Talos.Read(guest);

    private static SystemFacts Complete(SystemFacts facts, GuestReader guest) => facts with
    {
        Architecture = Binaries.Select(path => FileArchitecture.OfBinary(guest, path)).FirstOrDefault(found => found is not null) ?? Unknown,
        Hostname = Inspection.Hostname.Read(guest) ?? Unknown,
    };
}
