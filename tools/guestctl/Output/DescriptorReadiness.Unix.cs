using System.Runtime.InteropServices;

namespace GuestCtl.Cli.Output;

/// <summary>Waits for standard streams that do not block: a shell may hand us a pipe of that kind.</summary>
internal static partial class DescriptorReadiness
{
    private const short Input = 1;
    private const short Output = 4;
    private const int Forever = -1;

    /// <summary>Waits until there is something to read, or the end.</summary>
    public static void WaitToRead(int descriptor) => Wait(descriptor, Input);

    /// <summary>Waits until something can be written, or nobody reads any more.</summary>
    public static void WaitToWrite(int descriptor) => Wait(descriptor, Output);

    // A signal may end the wait too early, and the caller then comes back.
    private static void Wait(int descriptor, short events)
    {
        var wait = new Waiting { Descriptor = descriptor, Events = events };
        _ = Poll(ref wait, 1, Forever);
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Waiting wait, nuint count, int milliseconds);

    // struct pollfd
    private struct Waiting
    {
        public int Descriptor;
        public short Events;
        public short Found;
    }
}
