namespace GuestCtl.Appliances.Packages;

/// <summary>A downloaded Debian package.</summary>
internal sealed record PackageFile(string Name, string Version, string Path);
