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
            session.Errors.Say($"{words[0]}: {(File.Exists(words[0]) ? "Not a directory" : HostErrors.Reason(e))}");
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

        return Set(session, calledName, words[0], words[1]);
    }

    public static bool UnsetVariable(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 1)
        {
            session.Errors.Say("use 'unsetenv VAR' to unset an environment variable");
            return false;
        }

        return Set(session, calledName, words[0], null);
    }

    private static bool Set(ShellSession session, string calledName, string name, string? value)
    {
        if (name.Length == 0 || name.Contains('='))
        {
            session.Errors.Say($"{calledName}: Invalid argument");
            return false;
        }

        Environment.SetEnvironmentVariable(name, value);
        return true;
    }
}
