using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>How an archive is compressed, and the tool that does it.</summary>
internal sealed record Compression(string Tool, string[] CompressArguments, string[] DecompressArguments)
{
    /// <summary>Reads an argument.</summary>
    /// <exception cref="OperationFailedException">It is unknown, or the appliance has no tool for it.</exception>
    public static Compression Parse(ByteString argument)
    {
        var name = GuestText.Decode(argument);
        Compression compression = name switch
        {
            "compress" => new("compress", ["-c"], ["-dc"]),
            "gzip" => new("gzip", ["-c"], ["-dc"]),
            "bzip2" => new("bzip2", ["-c"], ["-dc"]),
            "xz" => new("xz", ["-c"], ["-dc"]),
            "lzma" => new("xz", ["-c", "--format=lzma"], ["-dc", "--format=lzma"]),
            "lzop" => new("lzop", ["-c"], ["-dc"]),
            "zstd" => new("zstd", ["-qc"], ["-qdc"]),
            _ => throw OperationFailedException.Invalid($"unknown compression type: {name}", Reasons.ArgumentInvalid("ctype", name)),
        };
        return Tools.Tool.Exists(compression.Tool)
            ? compression
            : throw new OperationFailedException($"{compression.Tool} is not in this appliance", Errno.EOPNOTSUPP);
    }
}
