namespace GuestCtl.Appliances;

/// <summary>How far a build has come.</summary>
/// <param name="Step">The step in words for a user, such as <c>Downloading packages</c>.</param>
/// <param name="Fraction">How much of this step is done, 0 to 1; null when that is not known.</param>
public sealed record ApplianceProgress(string Step, double? Fraction);
