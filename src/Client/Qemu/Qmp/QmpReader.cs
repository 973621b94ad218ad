using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace GuestCtl.Qemu.Qmp;

/// <summary>Cuts QEMU's stream into messages, one JSON object a line.</summary>
internal sealed class QmpReader(Stream stream)
{
    // The longest answers, such as query-qmp-schema, are a few hundred KiB. Without a bound a broken peer could fill our memory.
    private const int MaxMessageBytes = 16 << 20;

    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    /// <summary>The next message, or null at the end of the stream.</summary>
    /// <exception cref="QmpConnectionException">What came is no JSON, or is too long.</exception>
    public async ValueTask<JsonElement?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellation).ConfigureAwait(false);
            var buffer = read.Buffer;
            var end = buffer.PositionOf((byte)'\n');
            if (end is { } newline)
            {
                var line = buffer.Slice(0, newline);
                var message = IsBlank(line) ? null : Parse(line);
                _pipe.AdvanceTo(buffer.GetPosition(1, newline));
                if (message is not null)
                    return message;
                continue;
            }
            if (buffer.Length > MaxMessageBytes)
                throw new QmpConnectionException($"QEMU sent a QMP message of more than {MaxMessageBytes >> 20} MiB.");
            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line) => line.Length == 0 || (line.Length == 1 && line.FirstSpan[0] == '\r');

    private static JsonElement? Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new QmpConnectionException("QEMU sent a QMP message that is no JSON object.");
        }
        catch (JsonException e)
        {
            throw new QmpConnectionException("QEMU sent a QMP message that is not JSON.", e);
        }
    }
}
