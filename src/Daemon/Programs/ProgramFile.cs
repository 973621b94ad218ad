using System.Buffers.Binary;
using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Programs;

/// <summary>Why a file of the guest does not run.</summary>
internal static class ProgramFile
{
    private const int HeaderSize = 256;

    private static readonly Dictionary<int, string> Machines = new()
    {
        [3] = "i386", [8] = "mips", [20] = "ppc", [21] = "ppc64", [22] = "s390x", [40] = "arm", [62] = "x86_64", [183] = "aarch64", [243] = "riscv", [258] = "loongarch",
    };

    /// <summary>Whether a file is there at all.</summary>
    public static bool Exists(GuestRoot root, byte[] path) => root.TryStat(Absolute(path), followLinks: true) is not null;

    /// <summary>Whether a file that the kernel does not know how to run is meant for a shell.</summary>
    public static bool IsScript(GuestRoot root, byte[] path) => ReadHeader(root, path) is { Length: > 0 } header && !header.AsSpan().Contains((byte)0);

    /// <summary>The error to report.</summary>
    public static OperationFailedException Explain(GuestRoot root, byte[] name, byte[] path, int errno)
    {
        var called = GuestText.Decode(name);
        var header = ReadHeader(root, path);
        if (errno is Errno.ENOENT or Errno.ENOTDIR && header is null && !name.AsSpan().Contains((byte)'/'))
        {
            return new OperationFailedException(
                $"cannot run {called}: there is no such program in {string.Join(':', ProgramEnvironment.Path)} of the guest", errno, Reasons.ProgramNotFound(called));
        }

        var cause = errno switch
        {
            Errno.ENOENT when header is [(byte)'#', (byte)'!', ..] => $"its interpreter {Interpreter(header)} is not in the guest",
            Errno.ENOENT when Machine(header) is { } => "the loader that it names is not in the guest: its C library is missing, or of another architecture",
            Errno.ENOEXEC when Machine(header) is { } machine => $"it is a program for {machine}, and the appliance runs those for x86_64 and i386",
            Errno.ENOEXEC => "it is neither a program nor a script",
            _ => SystemErrors.Text(errno),
        };
        return new OperationFailedException($"cannot run {called}: {cause}", errno, Reasons.ProgramUnusable(called, cause));
    }

    private static byte[]? ReadHeader(GuestRoot root, byte[] path)
    {
        using var file = root.TryOpen(Absolute(path), OpenFlags.ReadOnly | OpenFlags.NonBlock);
        if (file is null)
        {
            return null;
        }

        var header = new byte[HeaderSize];
        return header[..Math.Max(Libc.Read(file, header), 0)];
    }

    // The program starts in the root directory.
    private static GuestPath Absolute(byte[] path) =>
        GuestPath.Parse(UnsafeByteOperations.UnsafeWrap(path is [(byte)'/', ..] ? path : [(byte)'/', .. path]));

    private static string Interpreter(byte[] header)
    {
        var line = GuestText.Decode(header.AsSpan(2)).Split('\n')[0].Trim();
        return line.Split(' ', '\t')[0];
    }

    private static string? Machine(byte[]? header)
    {
        if (header is not [0x7f, (byte)'E', (byte)'L', (byte)'F', _, var order, ..] || header.Length < 20)
        {
            return null;
        }

        var number = order == 2 ? BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(18)) : BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18));
        return Machines.GetValueOrDefault(number, $"machine {number}");
    }
}
