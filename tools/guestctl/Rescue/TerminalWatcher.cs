using System.ComponentModel;
using System.Diagnostics;
using GuestCtl.Qemu;

namespace GuestCtl.Cli.Rescue;

/// <summary>A small process that outlives this one for a moment: it makes the terminal as it was when this process ends without having done so, even by SIGKILL.</summary>
internal sealed class TerminalWatcher : IDisposable
{
    private const string Ready = "ready";
    private const string Finished = "done";

    // It waits for the end of its input, which the kernel closes with this process.
    private const string Script =
        $$"""
        exec 2>/dev/null
        cd /
        trap '' HUP INT TERM
        before=$(stty -g -F "$1")
        echo {{Ready}}
        read -r said
        [ "$said" = {{Finished}} ] || stty -F "$1" "$before"
        """;

    private readonly Process _process;

    private TerminalWatcher(Process process) => _process = process;

    /// <summary>Starts one for the terminal of the standard input, as that is now. Null where the system has not what it takes.</summary>
    public static TerminalWatcher? TryStart()
    {
        try
        {
            if (File.ResolveLinkTarget("/proc/self/fd/0", returnFinalTarget: false)?.FullName is not { } terminal || QemuSearch.FindProgram("setsid") is not { } setsid)
            {
                return null;
            }

            // A session of its own: what kills the group of this process does not kill it.
            var process = Process.Start(new ProcessStartInfo(setsid, ["/bin/sh", "-c", Script, "guestctl-terminal", terminal])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true,
            })!;
            process.StandardOutput.ReadLine();
            return new TerminalWatcher(process);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return null;
        }
    }

    /// <summary>Ends it: the terminal is as it was.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.WriteLine(Finished);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Somebody killed it.
        }

        _process.Dispose();
    }
}
