using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    private const int DirentNameOffset = 19;

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    private static unsafe partial nint Getdents64Raw(int fd, byte* buffer, nuint count);

    /// <summary>Reads directory entries as the kernel packs them; 0 at the end, -1 with <see cref="Errno.Last"/> set on failure.</summary>
    public static unsafe int ReadDirectory(SafeFileHandle directory, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            return (int)Getdents64Raw(Fd(directory), p, (nuint)buffer.Length);
        }
    }

    /// <summary>The names in a directory that is open for reading, without . and .., in the order of the file system and
    /// not more than a number of them. Null with <see cref="Errno.Last"/> set on failure.</summary>
    public static unsafe List<byte[]>? ReadNames(SafeFileHandle directory, int limit)
    {
        var names = new List<byte[]>();
        var buffer = new byte[32 * 1024];
        while (true)
        {
            nint count;
            fixed (byte* p = buffer)
            {
                count = Getdents64Raw(Fd(directory), p, (nuint)buffer.Length);
            }

            if (count <= 0)
            {
                return count == 0 ? names : null;
            }

            for (var rest = buffer.AsSpan(0, (int)count); rest.Length > DirentNameOffset;)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[16..]);
                var name = rest[DirentNameOffset..length];
                name = name[..name.IndexOf((byte)0)];
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                {
                    if (names.Count == limit)
                    {
                        return names;
                    }

                    names.Add(name.ToArray());
                }

                rest = rest[length..];
            }
        }
    }
}
