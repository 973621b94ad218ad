using System.Diagnostics;

namespace GuestCtl.Confining;

/// <summary>A program that runs.</summary>
/// <param name="Id">Its process id.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Ended">Gives its exit code; 128 plus the signal if one ended it.</param>
/// <param name="Kill">Ends it at once. Does nothing when it is gone.</param>
/// <param name="Report">What confines it.</param>
internal sealed record StartedProgram(int Id, Stream Output, Stream Errors, Task<int> Ended, Action Kill, ConfinementReport Report)
{
    /// <summary>Starts a program on a system without a launcher.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be run.</exception>
    public static StartedProgram StartPlainly(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C";
        var process = new Process { StartInfo = start };
        process.Start();
        return new StartedProgram(
            process.Id, process.StandardOutput.BaseStream, process.StandardError.BaseStream, WaitAsync(process), () => Stop(process), ConfinementReport.Nothing);
    }

    private static async Task<int> WaitAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself between the caller's decision and now.
        }
    }
}
