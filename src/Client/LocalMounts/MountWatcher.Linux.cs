using System.Diagnostics;
using System.Globalization;
using GuestCtl.Qemu;

namespace GuestCtl.LocalMounts;

/// <summary>
/// A small process that outlives this one for a moment: it unmounts when this process ends without having done so, even by SIGKILL. Otherwise
/// the mount would stay, and answer everybody with "Transport endpoint is not connected".
/// </summary>
/// <remarks>libfuse's own auto_unmount keeps its process and its socket until this process ends, however often it has mounted and unmounted.</remarks>
internal sealed class MountWatcher : IDisposable
{
    private const string Finished = "done";

    // It waits for the end of its input, which the kernel closes with this process. Another mount in the same place is left alone.
    private const string Script =
        $$"""
        exec >/dev/null 2>&1
        cd /
        trap '' HUP INT TERM
        read -r said
        [ "$said" = {{Finished}} ] && exit
        grep -qF " $3 " /proc/self/mountinfo && exec "$1" -u -z -- "$2"
        """;

    private readonly Process _process;

    private MountWatcher(Process process) => _process = process;

    /// <summary>Starts one for a directory that is about to be mounted on.</summary>
    /// <param name="unmounter">The program that unmounts, fusermount3.</param>
    /// <param name="directory">Where.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static MountWatcher Start(string unmounter, string directory)
    {
        // As the kernel writes type and source; the number sign is escaped there.
        var source = string.Create(CultureInfo.InvariantCulture, $@"fuse.guestctl {LocalMount.SourcePrefix.TrimEnd('#')}\043{Environment.ProcessId}");
        string[] shell = ["/bin/sh", "-c", Script, "guestctl-unmount", unmounter, directory, source];

        // A session of its own: what kills the group of this process does not kill it.
        var command = QemuSearch.FindProgram("setsid") is { } setsid ? [setsid, .. shell] : shell;
        return new MountWatcher(Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true })!);
    }

    /// <summary>Ends it: the directory is unmounted.</summary>
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
