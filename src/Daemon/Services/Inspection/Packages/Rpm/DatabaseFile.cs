using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>A binary database of a guest. Whoever made it may have meant harm, so each place it points to is checked.</summary>
internal sealed class DatabaseFile(SafeFileHandle file, string path) : IDisposable
{
    /// <summary>The longest header of a package: those of kernels have a few MiB.</summary>
    public const int MaxBlob = 64 << 20;

    // Every page is needed once. One that leads to the same pages again and again could keep the appliance busy for days.
    private const int MaxRepeats = 4;
    private const long MaxRead = 8L << 30;

    private long _read;

    public string Path { get; } = path;

    public long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>Reads bytes at an offset.</summary>
    /// <exception cref="OperationFailedException">They are not all there.</exception>
    public byte[] Read(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset + length > Length)
        {
            throw Damaged($"it ends before offset {offset + length}");
        }

        _read += length;
        if (_read > Math.Min(MaxRead, (Length * MaxRepeats) + MaxBlob))
        {
            throw Damaged("it leads in circles");
        }

        var buffer = new byte[length];
        try
        {
            return RandomAccess.Read(file, buffer, offset) == length ? buffer : throw Damaged($"it cannot be read at offset {offset}");
        }
        catch (IOException e)
        {
            throw Damaged(e.Message);
        }
    }

    public OperationFailedException Damaged(string reason) => new($"{Path}: the package database is damaged: {reason}", Errno.EINVAL);

    public void Dispose() => file.Dispose();
}
