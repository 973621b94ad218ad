using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace GuestCtl.LocalMounts;

/// <summary>The structures stat and statvfs as the C library has them on this processor.</summary>
internal static unsafe class StatBuffer
{
    /// <summary>At least what a stat takes.</summary>
    public const int Size = 144;

    private const int StatvfsSize = 112;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public static void Write(byte* target, Statns status)
    {
        var buffer = new Span<byte>(target, IsArm ? 128 : Size);
        buffer.Clear();
        Put(buffer, 0, status.Dev);
        Put(buffer, 8, status.Ino);
        if (IsArm)
        {
            Put32(buffer, 16, status.Mode);
            Put32(buffer, 20, status.Nlink);
            Put32(buffer, 24, status.Uid);
            Put32(buffer, 28, status.Gid);
            Put(buffer, 32, status.Rdev);
            Put(buffer, 48, status.Size);
            Put32(buffer, 56, status.Blksize);
        }
        else
        {
            Put(buffer, 16, status.Nlink);
            Put32(buffer, 24, status.Mode);
            Put32(buffer, 28, status.Uid);
            Put32(buffer, 32, status.Gid);
            Put(buffer, 40, status.Rdev);
            Put(buffer, 48, status.Size);
            Put(buffer, 56, status.Blksize);
        }

        Put(buffer, 64, status.Blocks);
        Put(buffer, 72, status.AtimeSec);
        Put(buffer, 80, status.AtimeNsec);
        Put(buffer, 88, status.MtimeSec);
        Put(buffer, 96, status.MtimeNsec);
        Put(buffer, 104, status.CtimeSec);
        Put(buffer, 112, status.CtimeNsec);
    }

    public static void Write(long* target, Statvfs status)
    {
        new Span<byte>(target, StatvfsSize).Clear();
        long[] fields =
        [
            status.Bsize, status.Frsize, status.Blocks, status.Bfree, status.Bavail, status.Files,
            status.Ffree, status.Favail, status.Fsid, status.Flag, status.Namemax,
        ];
        fields.CopyTo(new Span<long>(target, fields.Length));
    }

    private static void Put(Span<byte> buffer, int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(buffer[offset..], value);

    private static void Put32(Span<byte> buffer, int offset, long value) => BinaryPrimitives.WriteUInt32LittleEndian(buffer[offset..], (uint)value);
}
