namespace GuestCtl.LocalMounts;

/// <summary>
/// Which names the host's kernel knows for files with several names. libfuse3 shows the kernel a file of its own for each name, so a change
/// through one of them leaves what the kernel keeps of the others old: it is told to forget that.
/// </summary>
/// <param name="forget">Makes the kernel forget what it keeps of the file with this name.</param>
internal sealed class HardLinks(Action<string> forget)
{
    /// <summary>As many names as are remembered, some megabytes. Beyond that the kernel has to forget them all, and it begins again.</summary>
    public const int MaximumNames = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Device, long Inode)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Device, long Inode), HashSet<string>> _names = [];

    /// <summary>Notes what the kernel is about to learn of a name.</summary>
    public void Note(string path, Statns status)
    {
        const long typeBits = 0xf000;
        const long directory = 0x4000;
        string[] overflow = [];
        lock (_lock)
        {
            Remove(path);
            if (status.Nlink < 2 || (status.Mode & typeBits) == directory)
            {
                return;
            }

            if (_files.Count >= MaximumNames)
            {
                overflow = [.. _files.Keys];
                _files.Clear();
                _names.Clear();
            }

            Add(path, (status.Dev, status.Ino));
        }

        Array.ForEach(overflow, forget);
    }

    /// <summary>A file was changed through one of its names.</summary>
    public void Changed(string path) => Array.ForEach(OtherNames(path), forget);

    /// <summary>A name is gone.</summary>
    public void Removed(string path)
    {
        var others = OtherNames(path);
        lock (_lock)
        {
            Remove(path);
        }

        Array.ForEach(others, forget);
    }

    /// <summary>A file or directory has another name now; what had that name is gone.</summary>
    public void Renamed(string from, string to)
    {
        Removed(to);
        var others = OtherNames(from);
        lock (_lock)
        {
            var below = from + "/";
            foreach (var name in _files.Keys.Where(name => name == from || name.StartsWith(below, StringComparison.Ordinal)).ToArray())
            {
                var file = _files[name];
                Remove(name);
                Add(string.Concat(to, name.AsSpan(from.Length)), file);
            }
        }

        Array.ForEach(others, forget);
    }

    private string[] OtherNames(string path)
    {
        lock (_lock)
        {
            return _files.TryGetValue(path, out var file) ? [.. _names[file].Where(name => name != path)] : [];
        }
    }

    private void Add(string path, (long Device, long Inode) file)
    {
        _files[path] = file;
        if (!_names.TryGetValue(file, out var names))
        {
            _names[file] = names = new HashSet<string>(StringComparer.Ordinal);
        }

        names.Add(path);
    }

    private void Remove(string path)
    {
        if (_files.Remove(path, out var file) && _names[file].Remove(path) && _names[file].Count == 0)
        {
            _names.Remove(file);
        }
    }
}
