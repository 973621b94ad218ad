using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Drives;

/// <summary>The checks that every file of the host passes before QEMU is told of it.</summary>
internal static class LocalFile
{
    /// <summary>Checks a file and gives its absolute path.</summary>
    /// <param name="path">As the user or an image names it.</param>
    /// <param name="writable">Whether it must be writable too.</param>
    /// <param name="title">What messages call it.</param>
    /// <exception cref="DriveException">It cannot be a drive.</exception>
    public static string Check(string path, bool writable, string title = "Drive")
    {
        using var file = OpenedFile.OpenDrive(path, writable, title);
        return file.Path;
    }

    /// <summary>Checks that a path leads to something that holds bytes, and gives its absolute path. Opens nothing.</summary>
    /// <exception cref="DriveException">It does not.</exception>
    public static string CheckKind(string path, string title)
    {
        if (path.Length == 0)
            throw new DriveException($"{title}: the file name is empty.", reason: Reasons.HostFileNotFound(path));
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new DriveException($"{title}: the file name has a zero byte in it.");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new DriveException($"{title} '{path}' is a directory. A drive is a disk image or a block device.", Errno.EISDIR);
        if (!File.Exists(full))
            throw new DriveException($"{title} '{path}' does not exist.", Errno.ENOENT, reason: Reasons.HostFileNotFound(path));
        return HostFile.IsRegular(full) || HostFile.IsBlockDevice(full) ? full : throw NoDisk(path, title);
    }

    /// <summary>The error for what holds no bytes.</summary>
    public static DriveException NoDisk(string path, string title) => new($"{title} '{path}' is neither a file nor a block device.");
}
