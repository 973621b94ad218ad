using System.Runtime.InteropServices;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Writes a stream to a file. What is long goes past the kernel's cache in large blocks: to make pages of 4 KiB for it takes an emulated processor
/// ten times as long. Short content goes through the cache, from where it is likely to be read.</summary>
/// <param name="file">The file, at the position where the content goes.</param>
internal sealed unsafe class LongWriter(SafeFileHandle file) : IDisposable
{
    private const int BlockBytes = 1 << 20;

    // Every disk and file system takes direct writes that are aligned to this, if it takes them at all.
    private const int Alignment = 4096;

    private long _written;
    private byte* _block;
    private int _used;
    private bool _isDirect;

    /// <summary>Writes some bytes, now or with the next ones; false with <see cref="Errno.Last"/> set on failure.</summary>
    public bool Write(ReadOnlySpan<byte> data)
    {
        if (_block is null)
        {
            _written += data.Length;
            return Libc.WriteAll(file, data) && (_written < BlockBytes || Begin());
        }

        while (!data.IsEmpty)
        {
            var count = Math.Min(data.Length, BlockBytes - _used);
            data[..count].CopyTo(new Span<byte>(_block + _used, count));
            data = data[count..];
            _used += count;
            if (_used == BlockBytes && !Flush())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes what is left; false with <see cref="Errno.Last"/> set on failure.</summary>
    public bool Complete()
    {
        GoThroughCache();
        return _used == 0 || Flush();
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }

    // Once the content has turned out to be long. Where it does not begin on a boundary everything goes on through the cache.
    private bool Begin()
    {
        if (Libc.Seek(file, 0, Libc.SeekCurrent) % Alignment == 0 && Libc.SetDirect(file, true))
        {
            _isDirect = true;
            _block = (byte*)NativeMemory.AlignedAlloc(BlockBytes, Alignment);
        }
        else
        {
            _written = long.MinValue;
        }

        return true;
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
            else if (_isDirect && Errno.Last == Errno.EINVAL)
            {
                // This file system cannot do it, or the end of the device is near.
                GoThroughCache();
            }
            else
            {
                return false;
            }
        }

        return true;
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
