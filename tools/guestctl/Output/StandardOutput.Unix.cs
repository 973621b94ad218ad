using System.Runtime.InteropServices;

namespace GuestCtl.Cli.Output;

/// <summary>
/// Standard output as a stream that fails when nobody reads it. .NET's own console stream hides a broken pipe, so that
/// 'guestctl cat … | head' would go on reading a whole disk; and a FileStream would write at offsets of its own, over
/// what another process of the same shell redirection wrote.
/// </summary>
internal sealed partial class StandardOutput(int descriptor) : WriteOnlyStream
{
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput(1);

    /// <summary>The error stream, written in the same way.</summary>
    public static Stream OpenError() => OperatingSystem.IsWindows() ? Console.OpenStandardError() : new StandardOutput(2);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = WriteTo(descriptor, buffer, (nuint)buffer.Length);
            if (count >= 0)
            {
                buffer = buffer[(int)count..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.EINTR:
                    break;
                case Errno.EAGAIN:
                    DescriptorReadiness.WaitToWrite(descriptor);
                    break;
                case Errno.EPIPE:
                    throw new BrokenPipeException();
                case var error:
                    throw new IOException($"standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteTo(int descriptor, ReadOnlySpan<byte> buffer, nuint count);
}
