namespace GuestCtl.Cli.Shell.Disks;

/// <summary>A command that fills a prepared disk.</summary>
/// <param name="Failure">What is said when it fails.</param>
/// <param name="Command">The command and its arguments.</param>
internal sealed record PreparedDiskStep(string Failure, IReadOnlyList<string> Command);
