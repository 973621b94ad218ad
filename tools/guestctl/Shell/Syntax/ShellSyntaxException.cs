namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>What was typed cannot be understood. The message is the whole line that the user sees.</summary>
internal sealed class ShellSyntaxException(string message) : Exception(message);
