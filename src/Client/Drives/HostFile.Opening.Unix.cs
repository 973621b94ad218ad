using System.Runtime.InteropServices;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Drives;

internal static partial class HostFile
{
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;

    // The same numbers on every Linux that .NET runs on.
    private const int NonBlocking = 0x800;
    private const int CloseOnExecute = 0x80000;


    /// <summary>Opens a file for reading, whoever else has it open. Never waits, whatever the name leads to.</summary>
    /// <exception cref="DriveException">It is missing, or may not be read.</exception>
    public static SafeFileHandle OpenRead(string path) => Open(path, FileAccess.Read, e => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new DriveException($"'{path}' does not exist.", Errno.ENOENT, e),
        UnauthorizedAccessException => new DriveException($"'{path}' may not be read by this user.", Errno.EACCES, e),
        _ => new DriveException($"'{path}' cannot be read: {e.Message}", Errno.EIO, e),
    });

    /// <summary>Opens a file for reading and writing, whoever else has it open. Never waits.</summary>
    /// <param name="full">The absolute path.</param>
    /// <param name="path">As it was named.</param>
    /// <param name="title">What messages call it.</param>
    /// <exception cref="DriveException">It may not be written to.</exception>
    public static SafeFileHandle OpenReadWrite(string full, string path, string title) => Open(full, FileAccess.ReadWrite, e =>
        new DriveException($"{title} '{path}' cannot be written to: {e.Message} Add it read-only, or change its permissions.", Errno.EACCES, e));

    private static SafeFileHandle Open(string path, FileAccess access, Func<Exception, DriveException> failure)
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? OpenWithoutWaiting(path, access)
                : File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw failure(e);
        }
    }

    // A pipe would wait for its other end, perhaps for ever, if it took the place of a file that was looked at.
    private static unsafe SafeFileHandle OpenWithoutWaiting(string path, FileAccess access)
    {
        fixed (byte* name = (byte[])[.. GuestText.Encode(path), 0])
        {
            var descriptor = OpenDescriptor(name, (access == FileAccess.Read ? ReadOnly : ReadWrite) | NonBlocking | CloseOnExecute);
            if (descriptor >= 0)
                return new SafeFileHandle(descriptor, ownsHandle: true);
        }
        var error = Marshal.GetLastPInvokeError();
        var message = $"{Marshal.GetPInvokeErrorMessage(error)}.";
        throw error switch
        {
            Errno.ENOENT or Errno.ENOTDIR => new FileNotFoundException(message),
            Errno.EACCES or Errno.EPERM => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static unsafe partial int OpenDescriptor(byte* path, int flags);
}
