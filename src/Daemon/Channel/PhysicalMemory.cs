using System.Runtime.InteropServices;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Channel;

/// <summary>Memory of the machine that the kernel does not use, by its physical address.</summary>
internal sealed class PhysicalMemory : SafeBuffer
{
    private PhysicalMemory()
        : base(ownsHandle: true)
    {
    }

    /// <summary>Maps some.</summary>
    /// <exception cref="OperationFailedException">The kernel uses it itself, or does not let it be mapped.</exception>
    public static PhysicalMemory Map(long address, int bytes)
    {
        using var file = Libc.Open("/dev/mem", OpenFlags.ReadWrite) ?? throw OperationFailedException.FromLast("/dev/mem");
        var memory = new PhysicalMemory();
        memory.SetHandle(Libc.Map(file, address, bytes));
        if (memory.IsInvalid)
        {
            throw OperationFailedException.FromLast($"/dev/mem at 0x{address:x}");
        }

        memory.Initialize((ulong)bytes);
        return memory;
    }

    protected override bool ReleaseHandle() => Libc.Unmap(handle, (long)ByteLength);
}
