namespace GuestCtl.Cli.Files;

/// <summary>One entry of a directory in a guest.</summary>
/// <param name="Path">Its path in the guest.</param>
/// <param name="Name">How a listing shows it.</param>
/// <param name="Status">Its status, when it was asked for.</param>
/// <param name="Target">Where a symbolic link points to.</param>
internal sealed record GuestEntry(string Path, string Name, EntryStatus? Status, string? Target);
