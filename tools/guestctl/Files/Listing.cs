namespace GuestCtl.Cli.Files;

/// <summary>What is listed under one heading.</summary>
/// <param name="Heading">The directory's path; null for none.</param>
/// <param name="Columns">The columns of the details; null when names are enough.</param>
/// <param name="Entries">The entries, some at a time. They have to be read to their end.</param>
internal sealed record Listing(string? Heading, ColumnWidths? Columns, IAsyncEnumerable<IReadOnlyList<GuestEntry>> Entries);
