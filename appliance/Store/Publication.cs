namespace GuestCtl.Appliances.Store;

/// <summary>Private build directories, and their way into place in one step.</summary>
internal sealed class Publication(CacheLayout layout)
{
    private const int MostAttempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A new directory that only this user can enter.</summary>
    internal string Stage()
    {
        var directory = layout.NewStaging();
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return directory;
    }

    /// <summary>Gives a finished directory its name. What had the name before is deleted.</summary>
    internal void Publish(string staged, string final)
    {
        Durable.FlushTree(staged);
        string? old = null;
        if (Directory.Exists(final))
        {
            old = Path.Combine(layout.Root, CacheLayout.RemovedPrefix + Guid.NewGuid().ToString("N"));
            Directory.Move(final, old);
        }
        Directory.Move(staged, final);
        Durable.FlushDirectory(layout.Root);
        if (old is not null)
            Delete(old);
    }

    /// <summary>Moves the unpacked tree out of the results: to where it is kept, or away.</summary>
    internal void SetAside(string tree, string? keptAt)
    {
        if (keptAt is null)
        {
            Delete(tree);
            return;
        }
        Discard(keptAt);
        Directory.Move(tree, keptAt);
    }

    /// <summary>Deletes a directory in such a way that its name never stands for a half of it.</summary>
    internal void Discard(string directory)
    {
        if (!Directory.Exists(directory))
            return;
        var old = Path.Combine(layout.Root, CacheLayout.RemovedPrefix + Guid.NewGuid().ToString("N"));
        Directory.Move(directory, old);
        Delete(old);
    }

    /// <summary>Deletes what killed builders left. Only the holder of the lock may call it: nobody else has such directories then.</summary>
    internal void RemoveLeftovers()
    {
        // A tool that a killed builder had started may still be writing. It finds nothing under the old name once the directory has moved.
        foreach (var directory in Directory.GetDirectories(layout.Root, CacheLayout.StagingPrefix + "*"))
            Discard(directory);
        foreach (var directory in Directory.GetDirectories(layout.Root, CacheLayout.RemovedPrefix + "*"))
            Delete(directory);
    }

    // A file that such a tool made through its own working directory, after we had read the list of names, is deleted in the next round.
    private static void Delete(string directory)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(directory, recursive: true);
                return;
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
