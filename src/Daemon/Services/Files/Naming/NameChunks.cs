using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Files.Naming;

/// <summary>Gathers names, each ended by a zero byte, into chunks.</summary>
internal sealed class NameChunks(IServerStreamWriter<Chunk> responseStream, CancellationToken cancellationToken)
{
    private readonly MemoryStream _pending = new();

    /// <summary>Takes a name in. True when it is time to flush.</summary>
    public bool Add(ReadOnlySpan<byte> name)
    {
        _pending.Write(name);
        _pending.WriteByte(0);
        return _pending.Length >= FrameLimits.ChunkSize / 8;
    }

    /// <summary>Sends what is gathered.</summary>
    public async Task FlushAsync()
    {
        if (_pending.Length > 0)
        {
            await responseStream.WriteAsync(
                new Chunk { Data = UnsafeByteOperations.UnsafeWrap(_pending.GetBuffer().AsMemory(0, (int)_pending.Length)) }, cancellationToken);
            _pending.SetLength(0);
        }
    }
}
