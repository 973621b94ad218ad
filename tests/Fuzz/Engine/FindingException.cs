namespace GuestCtl.Fuzz.Engine;

/// <summary>A reader did what it must not do.</summary>
internal sealed class FindingException(string message) : Exception(message);
