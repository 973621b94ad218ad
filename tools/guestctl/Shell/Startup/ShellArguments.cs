using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Startup;

/// <summary>Whether this program is to be the shell: by the name it was started with, or by its first word.</summary>
internal static class ShellArguments
{
    private const string Word = "shell";
    private const string Undecodable = "\uFFFD";

    /// <summary>The arguments of the shell; null when something else is asked for.</summary>
    public static IReadOnlyList<string>? OfProcess(string[] arguments)
    {
        var started = Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        return started == ShellSession.Name ? Exact(arguments)
            : arguments is [Word, ..] ? Exact(arguments)[1..]
            : null;
    }

    // Names of files need not be UTF-8, which the runtime takes them for.
    private static string[] Exact(string[] arguments)
    {
        if (!Array.Exists(arguments, argument => argument.Contains(Undecodable, StringComparison.Ordinal)))
        {
            return arguments;
        }

        try
        {
            var words = GuestText.Decode(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
            return words[^arguments.Length..];
        }
        catch (IOException)
        {
            return arguments;
        }
    }
}
