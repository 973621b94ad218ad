using System.Buffers;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Reads a file in chunks. What is long comes past the kernel's cache in large blocks, for the reason that <see cref="LongWriter"/> gives.</summary>
/// <param name="file">The file, at the position where to begin.</param>
internal sealed unsafe class LongReader(SafeFileHandle file) : IDisposable
{
    private const int BlockBytes = 1 << 20;

    // Every disk and file system takes direct reads that are aligned to this, if it takes them at all.
    private const int Alignment = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.ChunkSize);
    private int _start;
    private int _next;
    private int _end;
    private long _read;
    private bool _isDirect;

    /// <summary>Takes the next bytes of the file, which stay as they are until the next call.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="chunk">The bytes; none at the end of the file.</param>
    /// <returns>False with <see cref="Errno.Last"/> set on failure.</returns>
    public bool Next(long limit, out ReadOnlyMemory<byte> chunk)
    {
        if (_next == _end && !Fill())
        {
            chunk = default;
            return false;
        }

        var count = (int)Math.Min(Math.Min(FrameLimits.ChunkSize, limit), _end - _next);
        chunk = _buffer.AsMemory(_next, count);
        _next += count;
        return true;
    }

    public void Dispose()
    {
        GoThroughCache();
        if (_buffer.Length < BlockBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private bool Fill()
    {
        if (_read >= BlockBytes && !_isDirect && _buffer.Length < BlockBytes)
        {
            GoPastCache();
        }

        var block = _buffer.AsSpan(_start, _isDirect ? BlockBytes : FrameLimits.ChunkSize);
        var count = Libc.Read(file, block);
        if (count < 0 && _isDirect && Errno.Last == Errno.EINVAL)
        {
            // This file system cannot do it, or the end of the device is near.
            GoThroughCache();
            count = Libc.Read(file, block[..FrameLimits.ChunkSize]);
        }

        (_next, _end) = (_start, _start + Math.Max(count, 0));
        _read += Math.Max(count, 0);
        return count >= 0;
    }

    // Once the file has turned out to be long. Where the position is not on a boundary all goes on through the cache.
    private void GoPastCache()
    {
        if (Libc.Seek(file, 0, Libc.SeekCurrent) % Alignment != 0 || !Libc.SetDirect(file, true))
        {
            _read = long.MinValue;
            return;
        }

        _isDirect = true;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = GC.AllocateUninitializedArray<byte>(BlockBytes + Alignment, pinned: true);
        fixed (byte* start = _buffer)
        {
            _start = (int)(-(nint)start & (Alignment - 1));
        }
    }

    private void GoThroughCache()
    {
        if (_isDirect)
        {
            _isDirect = false;
            Libc.SetDirect(file, false);
        }
    }
}
