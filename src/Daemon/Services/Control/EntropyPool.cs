using System.Runtime.InteropServices;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Random bytes from the host for the kernel's pool, so that no two appliances share a random state.</summary>
internal static class EntropyPool
{
    private const nuint AddEntropy = 0x40085203;
    private const nuint Reseed = 0x5207;
    private const int Capacity = 512;

    public static void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        using var random = Libc.Open("/dev/random", OpenFlags.WriteOnly) ?? throw OperationFailedException.FromLast("/dev/random");
        var count = Math.Min(bytes.Length, Capacity);
        var info = new PoolInfo { EntropyBits = count * 8, Size = count };
        bytes[..count].CopyTo(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref info, 1))[8..]);
        if (Libc.Ioctl(random, AddEntropy, ref info) < 0 || Libc.Ioctl(random, Reseed) < 0)
        {
            throw OperationFailedException.FromLast("/dev/random");
        }
    }

    [StructLayout(LayoutKind.Sequential, Size = 8 + Capacity)]
    private struct PoolInfo
    {
        public int EntropyBits;
        public int Size;
    }
}
