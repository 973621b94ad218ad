namespace GuestCtl.Appliances.Store;

/// <summary>One builder at a time, across processes. The kernel frees the lock of a process that dies.</summary>
internal sealed class BuildLock : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private BuildLock(FileStream file) => _file = file;

    /// <summary>Waits until no other process builds in this cache directory.</summary>
    internal static async Task<BuildLock> AcquireAsync(string path, IProgress<ApplianceProgress>? progress, CancellationToken cancel)
    {
        for (var reported = false; ; reported = true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                return new BuildLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && !Packages.DiskFull.IsCauseOf(e))
            {
                if (!reported)
                    progress?.Report(new ApplianceProgress("Waiting for another process that builds the appliance", null));
            }
            await Task.Delay(Poll, cancel).ConfigureAwait(false);
        }
    }

    // The file stays: deleting it would let two processes lock two files of the same name.
    public void Dispose() => _file.Dispose();
}
