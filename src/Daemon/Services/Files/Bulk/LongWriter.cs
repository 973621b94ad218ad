using System.Runtime.InteropServices;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Writes a stream to a file, past the kernel's cache when it is long (<see cref="CacheBypass"/>).</summary>
/// <param name="file">The file, at the position where the content goes.</param>
internal sealed unsafe class LongWriter(SafeFileHandle file) : IDisposable
{
    private readonly CacheBypass _bypass = new(file);

    private byte* _block;
    private int _used;

    /// <summary>Writes some bytes, now or with the next ones; false with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public bool Write(ReadOnlySpan<byte> data)
    {
        if (_block is null)
        {
            if (!Libc.WriteAll(file, data))
            {
                return false;
            }

            if (_bypass.Pass(data.Length))
            {
                _block = (byte*)NativeMemory.AlignedAlloc(CacheBypass.BlockBytes, CacheBypass.Alignment);
            }

            return true;
        }

        while (!data.IsEmpty)
        {
            var count = Math.Min(data.Length, CacheBypass.BlockBytes - _used);
            data[..count].CopyTo(new Span<byte>(_block + _used, count));
            data = data[count..];
            _used += count;
            if (_used == CacheBypass.BlockBytes && !Flush())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes what is left; false with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public bool Complete()
    {
        _bypass.End();
        return _used == 0 || Flush();
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }

    private bool Flush()
    {
        var rest = new ReadOnlySpan<byte>(_block, _used);
        _used = 0;
        while (!rest.IsEmpty)
        {
            var count = Libc.WriteSome(file, rest);
            if (count >= 0)
            {
                rest = rest[count..];
            }
            else if (!_bypass.EndIfRefused())
            {
                return false;
            }
        }

        return true;
    }
}
