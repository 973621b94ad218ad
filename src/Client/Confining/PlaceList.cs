namespace GuestCtl.Confining;

/// <summary>Collects places under their real names, and the links on the way to them.</summary>
internal sealed class PlaceList
{
    // The kernel's own bound for links in a path.
    private const int MaxLinks = 40;

    private readonly List<Place> _links = [];
    private readonly HashSet<string> _read = [];

    // Dozens of libraries share their directories.
    private readonly Dictionary<string, string?> _targets = [];

    /// <summary>The links first, then what they lead to.</summary>
    public IEnumerable<Place> All => 
        _links.Where(link => !HasParent(link.Path)).Concat(_read.Where(path => !HasParent(path)).Select(Place.Read));

    /// <summary>Adds a file.</summary>
    public void AddFile(string path) => _read.Add(Walk(path));

    /// <summary>Adds a directory with all below it.</summary>
    public void AddDirectory(string path) => _read.Add(Walk(path));

    /// <summary>Adds the directory of the file that a link leads to, if it leads elsewhere.</summary>
    public void AddLinkedDirectory(string link)
    {
        var file = Walk(link);
        var directory = Path.GetDirectoryName(file)!;
        if (!_read.Contains(directory) && !HasParent(directory) && File.Exists(file))
        {
            _read.Add(directory.Length > 1 ? directory : file);
        }
    }

    private bool HasParent(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is { Length: > 1 }; parent = Path.GetDirectoryName(parent))
        {
            if (_read.Contains(parent))
            {
                return true;
            }
        }

        return false;
    }

    // The real path. Every link on the way becomes a place.
    private string Walk(string path)
    {
        var left = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var at = "";
        for (var links = 0; left.TryPop(out var name);)
        {
            if (name is "." or "..")
            {
                at = name == "." ? at : Path.GetDirectoryName(at)?.TrimEnd('/') ?? "";
                continue;
            }

            var next = at + "/" + name;
            if (TargetOf(next) is { } target && links++ < MaxLinks)
            {
                if (!_links.Exists(link => link.Path == next))
                {
                    _links.Add(Place.Link(next, target));
                }

                at = target.StartsWith('/') ? "" : at;
                foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    left.Push(part);
                }
            }
            else
            {
                at = next;
            }
        }

        return at.Length == 0 ? "/" : at;
    }

    private string? TargetOf(string path)
    {
        if (!_targets.TryGetValue(path, out var target))
        {
            _targets[path] = target = new FileInfo(path).LinkTarget;
        }

        return target;
    }
}
