using System.Globalization;
using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Boot;

/// <summary>Process 1: it boots the appliance, starts the daemon and reaps what has lost its parent. The daemon cannot be process 1 itself, for there the
/// .NET runtime reaps all children, those of other starters too, and their exit status is lost.</summary>
internal static class InitProcess
{
    // The file itself is no longer in the tree.
    public const string Executable = "/proc/self/exe";

    /// <summary>Whether process 1 is this program: this is the daemon, and not something that a user has tried on a host.</summary>
    public static bool IsParent() => Libc.ParentProcess() == 1 && IsParentThisProgram();

    /// <summary>Whether the process that started this one is this program.</summary>
    public static bool IsParentThisProgram()
        => Target(string.Create(CultureInfo.InvariantCulture, $"/proc/{Libc.ParentProcess()}/exe")) is { } parent && parent == Target(Executable);

    /// <summary>Runs until the daemon ends, which it does only if it crashes. The kernel then stops the machine, and the host reads why on the console.</summary>
    /// <exception cref="BootException">The appliance cannot be used.</exception>
    public static int Run()
    {
        BootSequence.Run();
        var files = new SafeFileHandle[] { new(0, ownsHandle: false), new(1, ownsHandle: false), new(2, ownsHandle: false) };
        var error = Libc.Spawn(Encoding.ASCII.GetBytes(Executable), [[.. "guestctld"u8]], [], files, null, out var daemon);
        if (error != 0)
        {
            throw new BootException($"starting {Executable}: {SystemErrors.Text(error)}");
        }

        int ended, status;
        do
        {
            ended = Libc.WaitForAny(out status);
        }
        while (ended > 0 && ended != daemon);
        Console.Error.WriteLine($"guestctld: the daemon ended with the wait status 0x{status:x}");
        return 1;
    }

    private static string? Target(string link) => File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName;
}
