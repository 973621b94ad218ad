using System.Diagnostics;

namespace GuestCtl.Cli.Shell.Host;

/// <summary>Commands that the host's own shell runs.</summary>
internal static class HostShell
{
    private const string Program = "/bin/sh";
    private const string Name = "sh";
    private const int SignalledFrom = 128;

    /// <summary>Runs a command with the standard streams of this program.</summary>
    /// <returns>Its exit code; that of a signal is 128 and the signal's number.</returns>
    public static int Run(string command)
    {
        using var process = Process.Start(Describe(command))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Whether an exit code is one of failure. A command that a signal ended has never counted as one that failed.</summary>
    public static bool IsFailure(int code) => code is > 0 and <= SignalledFrom;

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

    private static ProcessStartInfo Describe(string command) => new(Program, ["-c", command, Name]) { UseShellExecute = false };
}
