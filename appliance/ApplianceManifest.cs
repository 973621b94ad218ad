namespace GuestCtl.Appliances;

/// <summary>What an appliance is made of; kept beside it as <c>manifest.json</c>.</summary>
/// <param name="Recipe">SHA-256 of the lists and the builder's version that it was built from.</param>
/// <param name="KernelRelease">The kernel's release as <c>uname -r</c> says it.</param>
/// <param name="Built">When it was built, in UTC.</param>
/// <param name="Packages">Every Debian package inside, sorted by name.</param>
/// <param name="Files">The files, relative to the appliance's directory.</param>
public sealed record ApplianceManifest(
    string Recipe,
    string KernelRelease,
    DateTimeOffset Built,
    IReadOnlyList<AppliancePackage> Packages,
    IReadOnlyList<ApplianceFile> Files);

/// <summary>One Debian package in the appliance.</summary>
/// <param name="Name">Name of the binary package.</param>
/// <param name="Version">Debian version, with epoch when it has one.</param>
public sealed record AppliancePackage(string Name, string Version);

/// <summary>One file of the appliance as it was when built.</summary>
/// <param name="Name">File name relative to the appliance's directory.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
public sealed record ApplianceFile(string Name, long Size, string Sha256);
