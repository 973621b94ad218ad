using System.Runtime.InteropServices;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>
/// Standard input as a stream that reads no more than it is asked for, at the place where the system has it: programs that we start
/// read on from there.
/// </summary>
internal sealed partial class StandardInput : Stream
{
    private const int Descriptor = 0;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new StandardInput();

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = ReadFrom(Descriptor, buffer, (nuint)buffer.Length);
            if (count >= 0)
            {
                return (int)count;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Errno.EINTR:
                    break;
                case Errno.EAGAIN:
                    DescriptorReadiness.WaitToRead(Descriptor);
                    break;
                default:
                    return 0; // There is none, which ends a script as its end does.
            }
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFrom(int descriptor, Span<byte> buffer, nuint count);
}
