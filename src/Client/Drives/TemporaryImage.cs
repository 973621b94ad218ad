namespace GuestCtl.Drives;

/// <summary>A file that takes space for as long as somebody has it open, and on Linux has no name.</summary>
internal static class TemporaryImage
{
    /// <summary>Makes it, empty.</summary>
    /// <param name="path">Where; it must not exist yet. Where QEMU opens it by this name, it keeps it, and somebody must delete it.</param>
    public static OpenedFile Create(string path)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // QEMU gets the descriptor. Without a name the file takes no space once QEMU is gone, even if nobody is left to clean up.
        if (ImageFiles.AreHandedOver)
            File.Delete(path);
        return OpenedFile.Adopt(path, handle);
    }
}
