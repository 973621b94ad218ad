namespace GuestCtl.Events;

/// <summary>Something that happened to a handle.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">A message, a trace line, console output or the function's name; empty when there is nothing to say.</param>
/// <param name="Position">Of progress: bytes or units done.</param>
/// <param name="Total">Of progress: bytes or units in all; 0 when unknown.</param>
public sealed record GuestEvent(GuestEventKind Kind, string Text = "", long Position = 0, long Total = 0);
