namespace GuestCtl.Cli.Shell.Startup;

/// <summary>The command line is wrong, or cannot be done. The message is all that the user sees.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What is told of a wrong option.</summary>
    public static UsageException WithHint(string message) => new($"guestfish: {message}\nTry ‘guestfish --help’ for more information.");
}
