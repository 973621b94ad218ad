namespace GuestCtl.Events;

/// <summary>How far a long call has come.</summary>
/// <param name="Position">Bytes or units done.</param>
/// <param name="Total">Bytes or units in all; 0 when unknown.</param>
public readonly record struct GuestProgress(long Position, long Total);
