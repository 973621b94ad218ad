namespace GuestCtl.Appliances.Store;

/// <summary>A locked file: one holder at a time, across processes and within one. The kernel frees the lock of a process that dies.</summary>
internal sealed class FileLock : IDisposable
{
    // What Linux, macOS and Windows answer when somebody else holds the lock.
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock if nobody holds it.</summary>
    /// <returns>The lock, or null when somebody does.</returns>
    /// <exception cref="IOException">The file cannot be made: no directory, no space, a read-only disk.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    internal static FileLock? TryTake(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            return new FileLock(new FileStream(path, options));
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }

    /// <summary>Waits until nobody else holds the lock, and takes it.</summary>
    /// <param name="path">The file; made if it is not there.</param>
    /// <param name="poll">How often to look.</param>
    /// <param name="waiting">Called once if there is something to wait for; null for nothing.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<FileLock> TakeAsync(string path, TimeSpan poll, Action? waiting, CancellationToken cancel)
    {
        for (var told = false; ; told = true)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryTake(path) is { } held)
                return held;
            if (!told)
                waiting?.Invoke();
            await Task.Delay(poll, cancel).ConfigureAwait(false);
        }
    }

    // The file stays: deleting it would let two processes lock two files of the same name.
    public void Dispose() => _file.Dispose();
}
