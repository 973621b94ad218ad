using System.Diagnostics;
using System.Globalization;
using GuestCtl.Cli.Mounting;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>--listen from the outside: this program once more, in the background.</summary>
internal static class BackgroundShell
{
    /// <summary>Starts it, waits until it listens, and prints what the user's shell is to evaluate.</summary>
    /// <returns>Whether it listens; if not, it has said why.</returns>
    public static bool Start(IReadOnlyList<string> arguments, bool csh, ShellOutput output)
    {
        using var process = Process.Start(BackgroundProcess.Describe(["shell", .. arguments]))!;
        if (process.StandardOutput.ReadLine() != BackgroundProcess.Ready)
        {
            process.WaitForExit();
            return false;
        }

        var pid = process.Id.ToString(CultureInfo.InvariantCulture);
        output.Line(csh ? $"setenv GUESTFISH_PID {pid}" : $"GUESTFISH_PID={pid}; export GUESTFISH_PID");
        return true;
    }
}
