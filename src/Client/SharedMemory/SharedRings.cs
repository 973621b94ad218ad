using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using GuestCtl.Protocol.Wire.Rings;

namespace GuestCtl.SharedMemory;

/// <summary>The memory that a handle shares with its appliance, for a faster way to the daemon. It is plugged into the machine as a memory module
/// that is too small for the guest's kernel to use.</summary>
internal sealed class SharedRings : IDisposable
{
    private const int CookieBytes = 16;

    private readonly SealedMemory _memory;

    private SharedRings(SealedMemory memory, RingPair pair, byte[] cookie) => (_memory, Pair, Cookie) = (memory, pair, cookie);

    /// <summary>This side's end.</summary>
    public RingPair Pair { get; }

    /// <summary>What stands in the memory, so that the daemon can tell that it has the right one.</summary>
    public byte[] Cookie { get; }

    /// <summary>The memory, for QEMU.</summary>
    public SealedMemory Memory => _memory;

    /// <summary>Makes one.</summary>
    /// <returns>Null where the system has no such memory.</returns>
    public static SharedRings? TryCreate()
    {
        if (!SealedMemory.IsSupported)
            return null;
        SealedMemory? memory = null;
        try
        {
            memory = SealedMemory.Create(RingPair.Bytes, "guestctl-rings");
            // QEMU has the file too, and must not be able to pull the memory from under this process.
            memory.FixLength();
            using var file = MemoryMappedFile.CreateFromFile(memory.File, null, RingPair.Bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            var view = file.CreateViewAccessor(0, RingPair.Bytes).SafeMemoryMappedViewHandle;
            var cookie = RandomNumberGenerator.GetBytes(CookieBytes);
            return new SharedRings(memory, RingPair.OfHost(view, cookie), cookie);
        }
        catch (IOException)
        {
            memory?.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pair.Dispose();
        _memory.Dispose();
    }
}
