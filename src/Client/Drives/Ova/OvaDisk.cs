using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives.Ova;

/// <summary>A disk in an OVA.</summary>
/// <param name="Part">Where its image is, in whole sectors; null when it cannot be used.</param>
/// <param name="Obstacle">Why it cannot be used.</param>
internal sealed record OvaDisk(FilePart? Part, string? Obstacle);
