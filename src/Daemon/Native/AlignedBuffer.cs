using System.Runtime.InteropServices;

namespace GuestCtl.Daemon.Native;

/// <summary>Memory for reads and writes that go past the kernel's cache: every disk and file system takes it.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const int Alignment = 4096;

    private readonly int _size;
    private byte* _start;

    /// <param name="size">Bytes.</param>
    public AlignedBuffer(int size)
    {
        _size = size;
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
    }

    /// <summary>All of it.</summary>
    public Span<byte> Span => _start is null ? throw new ObjectDisposedException(nameof(AlignedBuffer)) : new Span<byte>(_start, _size);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}
