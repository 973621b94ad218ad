namespace GuestCtl.Appliances.Store;

/// <summary>Private build directories, and their way into place in one step.</summary>
internal sealed class Publication(CacheLayout layout)
{
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
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Moves the unpacked tree out of the results: to where it is kept, or away.</summary>
    internal void SetAside(string tree, string? keptAt)
    {
        if (keptAt is null)
        {
            Directory.Delete(tree, recursive: true);
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
        Directory.Delete(old, recursive: true);
    }

    /// <summary>Deletes what killed builders left. Only the holder of the lock may call it: nobody else has such directories then.</summary>
    internal void RemoveLeftovers()
    {
        foreach (var prefix in (string[])[CacheLayout.StagingPrefix, CacheLayout.RemovedPrefix])
        {
            foreach (var directory in Directory.GetDirectories(layout.Root, prefix + "*"))
                Directory.Delete(directory, recursive: true);
        }
    }
}
