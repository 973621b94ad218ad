using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Binaries;

/// <summary>The architecture in the header of an ELF or Windows binary.</summary>
internal static class BinaryHeader
{
    /// <summary>How much of a file is looked at. The second header of a Windows binary comes within the first few hundred bytes.</summary>
    public const int Length = 4096;

    private const int ElfHeader = 20;
    private const int DosHeader = 64;

    /// <summary>The architecture; null when this is no such binary, or one for an unknown machine.</summary>
    public static string? Architecture(ReadOnlySpan<byte> head)
        => head.StartsWith("\u007f"u8) ? OfElf(head) : head.StartsWith("MZ"u8) ? OfWindows(head) : null;

    private static string? OfElf(ReadOnlySpan<byte> head)
    {
        if (head.Length < ElfHeader || !head.StartsWith("\u007fELF"u8) || head[4] is not (1 or 2) || head[5] is not (1 or 2))
        {
            return null;
        }

        var wide = head[4] == 2;
        var little = head[5] == 1;
        var machine = little ? BinaryPrimitives.ReadUInt16LittleEndian(head[18..]) : BinaryPrimitives.ReadUInt16BigEndian(head[18..]);
        return machine switch
        {
            3 or 6 => "i386",
            62 => "x86_64",
            40 => "arm",
            183 => "aarch64",
            20 => "ppc",
            21 => little ? "ppc64le" : "ppc64",
            22 => wide ? "s390x" : "s390",
            243 => wide ? "riscv64" : "riscv32",
            258 => wide ? "loongarch64" : "loongarch32",
            2 or 18 => "sparc",
            43 => "sparc64",
            50 => "ia64",
            8 => (wide ? "mips64" : "mips") + (little ? "el" : ""),
            4 => "m68k",
            15 => "parisc",
            0x9026 => "alpha",
            _ => null,
        };
    }

    private static string? OfWindows(ReadOnlySpan<byte> head)
    {
        if (head.Length < DosHeader)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadUInt32LittleEndian(head[0x3c..]);
        return offset <= head.Length - 6 && head[(int)offset..].StartsWith("PE\0\0"u8)
            ? BinaryPrimitives.ReadUInt16LittleEndian(head[((int)offset + 4)..]) switch
            {
                0x14c => "i386",
                0x8664 => "x86_64",
                0xaa64 => "aarch64",
                0x1c0 or 0x1c2 or 0x1c4 => "arm",
                0x200 => "ia64",
                0x5064 => "riscv64",
                0x6264 => "loongarch64",
                _ => null,
            }
            : null;
    }
}
