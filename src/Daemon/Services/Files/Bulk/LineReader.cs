using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Splits text into lines and gathers them into messages. Memory holds one message and one line.</summary>
/// <param name="stripCarriageReturns">Whether a CR at the end of a line belongs to its end, not to the line.</param>
internal sealed class LineReader(bool stripCarriageReturns)
{
    /// <summary>Bytes of the longest line: it must fit into one message.</summary>
    public const int MaxLine = 15 << 20;

    private const int BatchBytes = 64 * 1024;
    private const int BatchLines = 4096;

    private readonly MemoryStream _line = new();
    private StringListReply _batch = new();
    private int _batchBytes;

    /// <summary>Sends the lines of a file, which end with LF or CR LF.</summary>
    /// <exception cref="OperationFailedException">The file cannot be read, or a line is too long.</exception>
    public static async Task SendAsync(
        SafeFileHandle file, string name, IServerStreamWriter<StringListReply> responseStream, CancellationToken cancellationToken)
    {
        var reader = new LineReader(stripCarriageReturns: true);
        var buffer = new byte[FrameLimits.ChunkSize];
        while (true)
        {
            var count = Libc.Read(file, buffer);
            if (count < 0)
            {
                throw OperationFailedException.FromLast(name);
            }

            foreach (var batch in count == 0 ? reader.Finish() : reader.Add(buffer.AsMemory(0, count), name))
            {
                await responseStream.WriteAsync(batch, cancellationToken);
            }

            if (count == 0)
            {
                return;
            }
        }
    }

    /// <summary>Takes text in, and returns the messages that are full.</summary>
    public IEnumerable<StringListReply> Add(ReadOnlyMemory<byte> text, string name)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var part = end < 0 ? text : text[..end];
            if (_line.Length + part.Length > MaxLine)
            {
                throw new OperationFailedException($"{name}: has a line longer than {MaxLine} bytes", Errno.EMSGSIZE);
            }

            _line.Write(part.Span);
            if (end < 0)
            {
                yield break;
            }

            text = text[(end + 1)..];
            if (EndLine())
            {
                yield return TakeBatch();
            }
        }
    }

    /// <summary>Returns what is left at the end of the text.</summary>
    public IEnumerable<StringListReply> Finish()
    {
        if (_line.Length > 0)
        {
            EndLine();
        }

        if (_batch.Values.Count > 0)
        {
            yield return TakeBatch();
        }
    }

    // True when the batch is full.
    private bool EndLine()
    {
        var line = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        if (stripCarriageReturns && line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        _batch.Values.Add(ByteString.CopyFrom(line));
        _batchBytes += line.Length;
        _line.SetLength(0);
        return _batchBytes >= BatchBytes || _batch.Values.Count >= BatchLines;
    }

    private StringListReply TakeBatch()
    {
        var batch = _batch;
        (_batch, _batchBytes) = (new StringListReply(), 0);
        return batch;
    }
}
