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
        var full = CheckKind(path, title);
        using (var file = HostFile.OpenRead(full))
        {
            if (HostFile.Length(file.SafeFileHandle) == 0)
                throw new DriveException($"{title} '{path}' is empty (0 bytes), so it is no disk image. Make one with disk_create, or 'truncate -s 1G'.");
        }
        if (writable)
            CheckWritable(full, path, title);
        return full;
    }

    /// <summary>Checks that a path leads to something that holds bytes, and gives its absolute path. Opens nothing.</summary>
    /// <exception cref="DriveException">It does not.</exception>
    public static string CheckKind(string path, string title)
    {
        if (path.Length == 0)
            throw new DriveException($"{title}: the file name is empty.");
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new DriveException($"{title}: the file name has a zero byte in it.");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new DriveException($"{title} '{path}' is a directory. A drive is a disk image or a block device.", DriveException.IsDirectory);
        if (!File.Exists(full))
            throw new DriveException($"{title} '{path}' does not exist.", DriveException.NoSuchFile);
        // Opening a pipe would wait for its other end, perhaps for ever.
        return HostFile.IsRegular(full) || HostFile.IsBlockDevice(full)
            ? full
            : throw new DriveException($"{title} '{path}' is neither a file nor a block device.");
    }

    private static void CheckWritable(string full, string path, string title)
    {
        try
        {
            using var file = new FileStream(full, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DriveException($"{title} '{path}' cannot be written to: {e.Message} Add it read-only, or change its permissions.",
                DriveException.AccessDenied, e);
        }
    }
}
