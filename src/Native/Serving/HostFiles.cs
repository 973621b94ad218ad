namespace GuestCtl.Native.Serving;

/// <summary>Reads and writes the caller's files, and says of which side an error is.</summary>
internal static class HostFiles
{
    /// <summary>Fills the buffer, unless the file ends before.</summary>
    public static async Task<int> ReadAsync(FileStream file, Memory<byte> buffer)
    {
        try
        {
            return await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GuestOperationException("read", $"the file on the host cannot be read: {e.Message}", Errno.EIO, e);
        }
    }

    public static void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GuestOperationException("write", $"the file on the host cannot be written: {e.Message}", Errno.EIO, e);
        }
    }

    /// <summary>Moves the descriptor to where writing has come, which the stream keeps to itself: the standard output is the program's own, and it goes on there.</summary>
    public static void LeavePosition(FileStream file)
    {
        if (file.CanSeek)
        {
            // Whoever asks for the handle gets it at the stream's position.
            _ = file.SafeFileHandle;
        }
    }

}
