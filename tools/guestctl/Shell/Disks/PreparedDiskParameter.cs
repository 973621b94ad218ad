namespace GuestCtl.Cli.Shell.Disks;

/// <summary>What can be chosen of a prepared disk.</summary>
internal sealed record PreparedDiskParameter(string Name, string Default, string Description);
