using System.Diagnostics;

namespace GuestCtl.Cli.Shell.Host;

/// <summary>Commands that the host's own shell runs.</summary>
internal static class HostShell
{
    private const string Program = "/bin/sh";

    /// <summary>Runs a command with the standard streams of this program.</summary>
    /// <returns>Its exit code; that of a signal is 128 and the signal's number.</returns>
    public static int Run(string command)
    {
        using var process = Process.Start(Describe(command))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Starts a command that reads what we write.</summary>
    public static Process StartReader(string command)
    {
        var start = Describe(command);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    /// <summary>Starts a command whose output we read.</summary>
    public static Process StartWriter(string command)
    {
        var start = Describe(command);
        start.RedirectStandardOutput = true;
        return Process.Start(start)!;
    }

    /// <summary>A word as the shell's syntax has it, whatever characters are in it.</summary>
    public static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static ProcessStartInfo Describe(string command) => new(Program, ["-c", command]) { UseShellExecute = false };
}
