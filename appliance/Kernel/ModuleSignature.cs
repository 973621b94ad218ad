using System.Buffers.Binary;

namespace GuestCtl.Appliances.Kernel;

/// <summary>The signature appended to a kernel module.</summary>
/// <remarks>
/// Checking one costs an emulated processor 15 ms per module, at boot and at every later modprobe. It protects nothing here:
/// the packages were checked against Debian's keys, and who can change the image can change the kernel beside it.
/// </remarks>
internal static class ModuleSignature
{
    private const int FooterSize = 12;

    private static ReadOnlySpan<byte> Marker => "~Module signature appended~\n"u8;

    /// <summary>The module without its signature; the same bytes when it has none.</summary>
    internal static ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> module)
    {
        if (!module.Span.EndsWith(Marker) || module.Length < Marker.Length + FooterSize)
            return module;
        var end = module.Length - Marker.Length;
        // The footer's last field is the length of the signature before it, in network order.
        long length = BinaryPrimitives.ReadUInt32BigEndian(module.Span[(end - 4)..]);
        var start = end - FooterSize - length;
        return start < 0 ? module : module[..(int)start];
    }
}
