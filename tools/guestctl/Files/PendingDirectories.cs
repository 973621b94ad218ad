namespace GuestCtl.Cli.Files;

/// <summary>Directories that are still to be listed, in the order of a tree: what is in one comes before the next. Those of one directory
/// keep their names only, for there may be a million.</summary>
internal sealed class PendingDirectories
{
    private readonly Stack<(string? Parent, NameList Names, int Next)> _levels = [];

    /// <summary>About how many bytes of memory they take.</summary>
    public long Cost { get; private set; }

    /// <summary>Adds directories, which come before those that are there.</summary>
    /// <param name="parent">What they are in; null when their names are whole paths.</param>
    /// <param name="names">Their names, in order.</param>
    public void Push(string? parent, NameList names)
    {
        if (names.Count > 0)
        {
            _levels.Push((parent, names, 0));
            Cost += names.Cost;
        }
    }

    /// <summary>Takes the next directory.</summary>
    public bool TryPop(out string path)
    {
        if (!_levels.TryPop(out var level))
        {
            path = "";
            return false;
        }

        var (parent, names, next) = level;
        path = parent is null ? names[next] : DirectoryLister.Join(parent, names[next]);
        if (next + 1 < names.Count)
        {
            _levels.Push((parent, names, next + 1));
        }
        else
        {
            Cost -= names.Cost;
        }

        return true;
    }
}
