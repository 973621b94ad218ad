namespace GuestCtl.Cli.Shell.Host;

/// <summary>Commands that change what the host is to this program: its directory and its environment.</summary>
internal static class HostCommands
{
    public static bool ChangeDirectory(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 1)
        {
            session.Errors.Say("use 'lcd directory' to change local directory");
            return false;
        }

        try
        {
            Environment.CurrentDirectory = words[0];
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            session.Errors.Say($"{words[0]}: {HostErrors.Reason(e)}");
            return false;
        }
    }

    public static bool SetVariable(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 2)
        {
            session.Errors.Say("use 'setenv VAR value' to set an environment variable");
            return false;
        }

        Environment.SetEnvironmentVariable(words[0], words[1]);
        return true;
    }

    public static bool UnsetVariable(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 1)
        {
            session.Errors.Say("use 'unsetenv VAR' to unset an environment variable");
            return false;
        }

        Environment.SetEnvironmentVariable(words[0], null);
        return true;
    }
}
