namespace GuestCtl.ApiGen.Model;

/// <summary>A reason of errors.</summary>
/// <param name="Name">As the enum in C# has it.</param>
/// <param name="Number">On the wire.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Arguments">The names of its arguments.</param>
internal sealed record ErrorReason(string Name, int Number, string Summary, IReadOnlyList<string> Arguments);
