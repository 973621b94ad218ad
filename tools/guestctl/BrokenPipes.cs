using System.Runtime.InteropServices;

namespace GuestCtl.Cli;

/// <summary>What a write to a pipe does that nobody reads any more.</summary>
internal static partial class BrokenPipes
{
    private const int Signal = 13;

    /// <summary>
    /// Makes it an error of the write, so that we can clean up. Programs that we start are ended by it, as any program of a
    /// shell is: they inherit a signal that is ignored, but not one that is handled.
    /// </summary>
    public static PosixSignalRegistration? ReportAsErrors()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // The runtime ignores it from the start, and leaves a signal alone that it finds ignored.
        SetHandler(Signal, nint.Zero);
        return PosixSignalRegistration.Create((PosixSignal)Signal, static context => context.Cancel = true);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
