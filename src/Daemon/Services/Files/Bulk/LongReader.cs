using System.Buffers;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Reads a file in chunks, past the kernel's cache when it is long (<see cref="CacheBypass"/>).</summary>
/// <param name="file">The file, at the position where to begin.</param>
internal sealed unsafe class LongReader(SafeFileHandle file) : IDisposable
{
    private readonly CacheBypass _bypass = new(file);

    // Of a device only: one that goes away ends where it is read, as if it had never been longer.
    private readonly long _deviceEnd = DeviceEnd(file);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.ChunkSize);
    private bool _isBlock;
    private int _start;
    private int _next;
    private int _end;

    /// <summary>Takes the next bytes of the file, which stay as they are until the next call.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="chunk">The bytes; none at the end of the file.</param>
    /// <returns>False with <see cref="SystemErrors.Last"/> set on failure.</returns>
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
        _bypass.End();
        ReturnBuffer();
    }

    private bool Fill()
    {
        if (_bypass.IsOn && !_isBlock)
        {
            TakeBlock();
        }

        var count = Read();
        if (count < 0 && _bypass.EndIfRefused())
        {
            count = Read();
        }

        if (count < 0 || (count == 0 && Libc.Seek(file, 0, Libc.SeekCurrent) < _deviceEnd))
        {
            if (count == 0)
            {
                System.Runtime.InteropServices.Marshal.SetLastPInvokeError(Errno.EIO);
            }

            return false;
        }

        (_next, _end) = (_start, _start + count);
        if (!_bypass.IsOn)
        {
            _bypass.Pass(count);
        }

        return true;
    }

    private static long DeviceEnd(SafeFileHandle file)
    {
        if (!Libc.Stat(file, out var status) || status.Type != FileType.BlockDevice)
        {
            return 0;
        }

        var start = Libc.Seek(file, 0, Libc.SeekCurrent);
        var end = Libc.Seek(file, 0, Libc.SeekEnd);
        Libc.Seek(file, start, Libc.SeekSet);
        return end;
    }

    private int Read() => Libc.Read(file, _buffer.AsSpan(_start, _bypass.IsOn ? CacheBypass.BlockBytes : FrameLimits.ChunkSize));

    private void TakeBlock()
    {
        ReturnBuffer();
        _isBlock = true;
        _buffer = GC.AllocateUninitializedArray<byte>(CacheBypass.BlockBytes + CacheBypass.Alignment, pinned: true);
        fixed (byte* start = _buffer)
        {
            _start = (int)(-(nint)start & (CacheBypass.Alignment - 1));
        }
    }

    private void ReturnBuffer()
    {
        if (!_isBlock)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
