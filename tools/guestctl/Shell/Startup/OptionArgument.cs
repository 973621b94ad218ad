namespace GuestCtl.Cli.Shell.Startup;

/// <summary>Whether an option takes an argument.</summary>
internal enum OptionArgument
{
    None,
    Required,

    /// <summary>Only after '='.</summary>
    Optional,
}
