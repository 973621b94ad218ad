using System.Globalization;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Free blocks that ext4 gives to nobody while it is mounted. Without this they are given out until it is disposed of.</summary>
internal sealed class ExtReserve : IDisposable
{
    private const string Nothing = "0";

    private readonly string? _file;
    private readonly string? _reserved;

    /// <param name="directory">A directory on a file system; of another type than ext4 there is nothing to do.</param>
    public ExtReserve(SafeFileHandle directory)
    {
        if (Libc.Stat(directory, out var status) && SysBlock.NameOf(status.DevMajor, status.DevMinor) is { } device)
        {
            _file = string.Create(CultureInfo.InvariantCulture, $"/sys/fs/ext4/{device}/reserved_clusters");
            _reserved = SysBlock.Read(_file);
            Write(Nothing);
        }
    }

    public void Dispose() => Write(_reserved ?? Nothing);

    private void Write(string clusters)
    {
        if (_reserved is null)
        {
            return;
        }

        try
        {
            File.WriteAllText(_file!, clusters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then they stay as they are, as they do in older kernels.
        }
    }
}
