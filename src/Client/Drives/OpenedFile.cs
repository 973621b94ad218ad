using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Drives;

/// <summary>A file or block device of the host that was opened once: what is checked on its descriptor is what QEMU gets.</summary>
internal sealed class OpenedFile : IDisposable
{
    private OpenedFile(string path, SafeFileHandle handle)
    {
        Path = path;
        Handle = handle;
        Length = HostFile.Length(handle);
    }

    /// <summary>The absolute path by which it was opened.</summary>
    public string Path { get; }

    /// <summary>The descriptor.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; }

    /// <summary>Tells it apart from all other files; null where the system cannot.</summary>
    public FileIdentity? Identity => HostFile.IdentityOf(Handle);

    /// <summary>Whether it is a block device.</summary>
    public bool IsBlockDevice => HostFile.IsBlockDevice(Handle);

    /// <summary>The directory in which it is itself, and not a link to it.</summary>
    public string RealDirectory => System.IO.Path.GetDirectoryName(HostFile.RealPathOf(Handle) ?? LocalMounts.RealPath.Of(Path))!;

    /// <summary>Opens a file that holds bytes, which an image may be without any.</summary>
    /// <param name="path">As the user or an image names it.</param>
    /// <param name="writable">Whether it is opened for writing, too.</param>
    /// <param name="title">What messages call it.</param>
    /// <exception cref="DriveException">It cannot be used.</exception>
    public static OpenedFile Open(string path, bool writable, string title)
    {
        // Only a message hangs on this look at the name: a device that is no disk would notice that it is opened.
        var full = LocalFile.CheckKind(path, title);
        var file = new OpenedFile(full, writable ? HostFile.OpenReadWrite(full, path, title) : HostFile.OpenRead(full));
        if (HostFile.IsRegular(file.Handle) || file.IsBlockDevice)
            return file;
        file.Dispose();
        throw LocalFile.NoDisk(path, title);
    }

    /// <summary>Opens a file that a drive can be, which is not empty.</summary>
    /// <inheritdoc cref="Open"/>
    public static OpenedFile OpenDrive(string path, bool writable, string title = "Drive")
    {
        var file = Open(path, writable, title);
        if (file.Length > 0)
            return file;
        file.Dispose();
        throw new DriveException($"{title} '{path}' is empty (0 bytes), so it is no disk image. Make one with disk_create, or 'truncate -s 1G'.");
    }

    /// <summary>Takes over an open file.</summary>
    public static OpenedFile Adopt(string path, SafeFileHandle handle) => new(path, handle);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();
}
