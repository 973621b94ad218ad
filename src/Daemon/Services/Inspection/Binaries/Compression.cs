namespace GuestCtl.Daemon.Services.Inspection.Binaries;

/// <summary>The compressed forms of initrds, kernel modules and binaries.</summary>
internal static class Compression
{
    /// <summary>The tool and its arguments that decompress a file with this beginning; null when it is not compressed.</summary>
    public static (string Tool, string[] Arguments)? ToolFor(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) => ("gzip", ["-dc"]),
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) => ("xz", ["-dc"]),
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) => ("zstd", ["-dc"]),
        _ when head.StartsWith("BZh"u8) => ("bzip2", ["-dc"]),
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x5d, 0, 0]) => ("xz", ["--format=lzma", "-dc"]),
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'L', (byte)'Z', (byte)'O']) => ("lzop", ["-dc"]),
        _ => null,
    };
}
