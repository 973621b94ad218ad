namespace GuestCtl.Drives.Ova;

/// <summary>A disk of a machine, as an OVF describes it.</summary>
/// <param name="Href">The file with its content, as the OVF names it; null when that is in no list.</param>
/// <param name="Obstacle">Why the file is not the disk as it is. <value>Default: null.</value></param>
internal sealed record OvfDisk(string? Href, string? Obstacle = null);
