namespace GuestCtl.Cli.Shell.Commands;

/// <summary>What scripts are used to being refused, and the library allows.</summary>
internal static class ShellRules
{
    /// <summary>Errors with this name for the function are those of the library's own side, which begin with no name.</summary>
    public const string Library = "shell";

    /// <summary>Checks a call before it is made.</summary>
    /// <exception cref="GuestOperationException">It is refused.</exception>
    public static void Check(string command, FunctionCall call)
    {
        switch (command)
        {
            case "launch":
                CheckLaunch(call.Guest);
                break;
            case "set-tmpdir" or "set-cachedir" when call.OptionalText(0) is { } directory:
                CheckDirectory(command.Replace('-', '_'), directory);
                break;
            case "set-identifier" when !call.Text(0).All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'):
                throw new GuestOperationException(Library, "identifier must contain only alphanumeric characters, underscore or minus sign", 22);
        }
    }

    /// <summary>A shell that launches without a drive has most likely forgotten one.</summary>
    public static void CheckLaunch(GuestFs guest)
    {
        if (guest.IsConfig() && guest.DebugDrives().Length == 0)
        {
            throw new GuestOperationException(Library, "you must call guestfs_add_drive before guestfs_launch", 22);
        }
    }

    /// <summary>A directory for temporary files has to be there.</summary>
    public static void CheckDirectory(string function, string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new GuestOperationException(Library, $"converting path to absolute path: {function}: {directory}: realpath: No such file or directory", 2);
        }
    }
}
