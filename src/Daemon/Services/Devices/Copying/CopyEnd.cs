using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Devices.Copying;

/// <summary>A device or a file that is copied from or to. Large aligned blocks go past the kernel's cache, as making pages of 4 KiB
/// for them takes an emulated processor ten times as long; the rest goes through it.</summary>
internal sealed class CopyEnd : IDisposable
{
    /// <summary>Offsets, lengths and memory of blocks that go past the cache.</summary>
    public const int Alignment = 4096;

    // Less is not worth the change of the flag.
    private const int MinDirect = 64 << 10;

    private bool _isDirect;
    private bool _refusesDirect;

    private CopyEnd(SafeFileHandle file, string name, BlockDevice? device, long size)
    {
        File = file;
        Name = name;
        Device = device;
        Size = size;
    }

    public SafeFileHandle File { get; }

    /// <summary>What the caller calls it.</summary>
    public string Name { get; }

    /// <summary>The device; null for a file.</summary>
    public BlockDevice? Device { get; }

    /// <summary>Bytes, when it was opened.</summary>
    public long Size { get; }

    /// <summary>Opens a device.</summary>
    /// <exception cref="OperationFailedException">With the name and the errno.</exception>
    public static CopyEnd Of(BlockDevice device, OpenFlags flags)
    {
        var file = device.Open(flags);
        return Libc.GetDeviceSize(file, out var size) ? new CopyEnd(file, device.Path, device, size) : throw Failed(file, device.Path);
    }

    /// <summary>Opens a regular file.</summary>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public static CopyEnd Of(GuestRoot root, GuestPath path, OpenFlags flags)
    {
        var file = root.OpenContent(path, flags);
        return Libc.Stat(file, out var status) ? new CopyEnd(file, path.ToString(), null, (long)status.Size) : throw Failed(file, path.ToString());
    }

    /// <summary>Whether two are the same file.</summary>
    public bool IsSameFile(CopyEnd other)
        => Device is null && other.Device is null && Libc.Stat(File, out var mine) && Libc.Stat(other.File, out var theirs)
            && (mine.Dev, mine.Inode) == (theirs.Dev, theirs.Inode);

    /// <summary>Reads bytes that are there.</summary>
    /// <param name="block">Aligned memory up to a multiple of the alignment.</param>
    /// <param name="count">How many.</param>
    /// <param name="offset">From where.</param>
    public void Read(Span<byte> block, int count, long offset)
    {
        var read = -1;
        if (GoDirect(count >= MinDirect && offset % Alignment == 0))
        {
            // The end of a file is seldom on a boundary, so the rest of a block is asked for too.
            read = Libc.ReadAt(File, block[..RoundUp(count)], offset);
            _refusesDirect = read < 0 && SystemErrors.Last == Errno.EINVAL;
        }

        if (!_isDirect || _refusesDirect)
        {
            GoDirect(false);
            read = Libc.ReadAt(File, block[..count], offset);
        }

        if (read < count)
        {
            throw read < 0 ? OperationFailedException.FromLast(Name) : new OperationFailedException($"{Name}: became shorter while it was copied", Errno.EIO);
        }
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="block">The bytes, in aligned memory.</param>
    /// <param name="offset">Where.</param>
    public void Write(ReadOnlySpan<byte> block, long offset)
    {
        var direct = block.Length / Alignment * Alignment;
        if (GoDirect(direct >= MinDirect && offset % Alignment == 0))
        {
            if (Libc.WriteAt(File, block[..direct], offset))
            {
                block = block[direct..];
                offset += direct;
            }
            else if (SystemErrors.Last == Errno.EINVAL)
            {
                _refusesDirect = true;
            }
            else
            {
                throw OperationFailedException.FromLast(Name);
            }
        }

        if (block.Length > 0)
        {
            GoDirect(false);
            if (!Libc.WriteAt(File, block, offset))
            {
                throw OperationFailedException.FromLast(Name);
            }
        }
    }

    public void Dispose() => File.Dispose();

    /// <summary>The next multiple of the alignment.</summary>
    public static int RoundUp(int count) => (count + Alignment - 1) / Alignment * Alignment;

    private static OperationFailedException Failed(SafeFileHandle file, string name)
    {
        var failure = OperationFailedException.FromLast(name);
        file.Dispose();
        return failure;
    }

    private bool GoDirect(bool wanted)
    {
        wanted &= !_refusesDirect;
        if (wanted != _isDirect)
        {
            if (Libc.SetDirect(File, wanted))
            {
                _isDirect = wanted;
            }
            else
            {
                _refusesDirect = true;
            }
        }

        return _isDirect;
    }
}
