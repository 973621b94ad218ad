using GuestCtl.Cli.Shell.Host;
using GuestCtl.Cli.Shell.Input;

namespace GuestCtl.Cli.Shell.Files;

/// <summary>The commands more and display, which show a file with a program of the host.</summary>
internal static class PagedFiles
{
    public static bool Page(ShellSession session, string calledName, IReadOnlyList<string> words)
        => Show(session, words, $"use '{calledName} filename' to page a file", Program("PAGER", calledName));

    public static bool Display(ShellSession session, string calledName, IReadOnlyList<string> words)
        => Show(session, words, "display filename", Program("GUESTFISH_DISPLAY_IMAGE", "display"));

    /// <summary>The program that a variable names.</summary>
    internal static string Program(string variable, string otherwise)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } own ? own : otherwise;

    private static bool Show(ShellSession session, IReadOnlyList<string> words, string usage, string program)
    {
        if (words.Count != 1)
        {
            session.Errors.Say(usage);
            return false;
        }

        var path = WindowsPath.Resolve(session.Guest, words[0]);
        using var copy = new LocalCopy(session);
        session.Guest.Download(path, copy.Path);
        return copy.Run(program, "Invalid argument");
    }
}
