using GuestCtl.Cli.Output;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>
/// What the commands print. It goes out at the end of each command at the latest, so that it keeps its place among what
/// the programs of the host and the errors write. Like the buffer of a C program it notes that nobody reads, and says so when asked.
/// </summary>
internal sealed class ShellOutput(Stream standard) : WriteOnlyStream
{
    private const int BufferSize = 64 * 1024;
    private const int FewBytes = 4 * 1024;

    private readonly MemoryStream _buffer = new();
    private Stream _target = standard;
    private IOException? _failure;
    private long _written;

    /// <summary>Notes that a pipe begins, and forgets what went wrong before.</summary>
    public void BeginPipe()
    {
        Flush();
        (_failure, _written) = (null, 0);
    }

    /// <summary>Whether the reader of the pipe went away before the end of what there was. A few bytes count as having arrived: it is a matter of
    /// luck whether they are written before a program ends that does not read them.</summary>
    public bool TakePipeFailure() => TakeFailure() is not null && _written > FewBytes;

    /// <summary>Whether something could not be written since it was asked last, so that writing more is of no use.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Why something could not be written since it was asked last; null if all was.</summary>
    public IOException? TakeFailure()
    {
        Flush();
        var failure = _failure;
        _failure = null;
        return failure;
    }

    /// <summary>Sends what follows elsewhere, until the returned action is called.</summary>
    public Action Redirect(Stream target)
    {
        Flush();
        var before = _target;
        _target = target;
        return () =>
        {
            Flush();
            _target = before;
        };
    }

    public void Text(string text) => Write(GuestText.Encode(text));

    public void Line(string text)
    {
        Text(text);
        Write("\n"u8);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _buffer.Write(buffer);
        if (_buffer.Length >= BufferSize)
        {
            Flush();
        }
    }

    /// <summary>For downloads: these end at once when nobody reads.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return TakeFailure() is { } failure ? ValueTask.FromException(failure) : ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        _written += _buffer.Length;
        try
        {
            _target.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
            _target.Flush();
        }
        catch (IOException e)
        {
            _failure = e;
        }

        _buffer.SetLength(0);
    }
}
