using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Checksums;

/// <summary>Which tool computes which type of checksum.</summary>
internal static class ChecksumTool
{
    /// <summary>The tool for a type as callers name it.</summary>
    /// <exception cref="OperationFailedException">There is no such type, or no tool for it.</exception>
    public static string For(ByteString type) => GuestText.Decode(type) switch
    {
        "crc" => "cksum",
        "md5" => "md5sum",
        "sha1" => "sha1sum",
        "sha224" => "sha224sum",
        "sha256" => "sha256sum",
        "sha384" => "sha384sum",
        "sha512" => "sha512sum",
        "gost" or "gost12" => throw new OperationFailedException("this appliance has no tool for GOST checksums", Errno.EOPNOTSUPP),
        var other => throw OperationFailedException.Invalid(
            $"unknown checksum type '{other}': expecting crc, md5, sha1, sha224, sha256, sha384, sha512, gost or gost12", Reasons.ArgumentInvalid("csumtype", other)),
    };
}
