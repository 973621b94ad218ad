using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Registry;

/// <summary>A hive of the Windows Registry, read cell by cell. It is the guest's and never believed: offsets and lengths are checked, and only so much
/// is followed. What is damaged is not there.</summary>
/// <remarks>Inspection needs a few values of any image that comes along, so it reads them with code that cannot be made to overrun anything; the
/// functions for hives, which can write, use libhivex.</remarks>
internal sealed class RegistryHive : IDisposable
{
    // Offsets count from the first bin.
    private const int FirstBin = 4096;
    private const int RootOffset = 36;
    private const int SizeLength = 4;

    // Lists of keys and contents are shorter: Windows splits them.
    private const int MaxCell = 1 << 20;

    private readonly SafeFileHandle _file;
    private readonly uint _root;

    private RegistryHive(SafeFileHandle file, uint root) => (_file, _root) = (file, root);

    /// <summary>The top key. Null when it is damaged.</summary>
    public RegistryKey? Root => RegistryKey.Read(this, _root);

    /// <summary>Opens a hive. Null when there is no such file, or it is none.</summary>
    public static RegistryHive? Open(GuestReader guest, string path)
    {
        if (guest.OpenFile(path) is not { } file)
        {
            return null;
        }

        var header = Read(file, 0, FirstBin);
        if (header?.AsSpan().StartsWith("regf"u8) == true)
        {
            return new RegistryHive(file, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(RootOffset)));
        }

        file.Dispose();
        return null;
    }

    /// <summary>The content of a cell that is in use. Null when there is none.</summary>
    public byte[]? Cell(uint offset)
    {
        // A size below zero is that of a cell in use, itself included.
        var at = FirstBin + (long)offset;
        if (Read(_file, at, SizeLength) is not { } head)
        {
            return null;
        }

        var length = -(long)BinaryPrimitives.ReadInt32LittleEndian(head) - SizeLength;
        return length is > 0 and <= MaxCell ? Read(_file, at + SizeLength, (int)length) : null;
    }

    public void Dispose() => _file.Dispose();

    private static byte[]? Read(SafeFileHandle file, long offset, int length)
    {
        try
        {
            var bytes = new byte[length];
            var count = 0;
            while (count < length && RandomAccess.Read(file, bytes.AsSpan(count), offset + count) is > 0 and var more)
            {
                count += more;
            }

            return count == length ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
