namespace GuestCtl.Appliances.Recipes;

/// <summary>Which paths of the unpacked packages stay out of the root image.</summary>
internal sealed class Exclusions
{
    private readonly List<PathPattern> _removed = [];
    private readonly List<PathPattern> _kept = [];

    internal Exclusions(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith('!'))
                _kept.Add(new PathPattern(line[1..]));
            else
                _removed.Add(new PathPattern(line));
        }
    }

    /// <summary>Deletes all excluded paths below <paramref name="root"/>.</summary>
    internal void Apply(string root, CancellationToken cancel) => Visit(new DirectoryInfo(root), "", inherited: false, cancel);

    private void Visit(DirectoryInfo directory, string path, bool inherited, CancellationToken cancel)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", SearchOptions))
        {
            cancel.ThrowIfCancellationRequested();
            var name = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (_kept.Any(pattern => pattern.Matches(name)))
                continue;
            var removed = inherited || _removed.Any(pattern => pattern.Matches(name));
            // A link to a directory is an entry like a file: following it would delete what it points to.
            if (entry is DirectoryInfo child && child.LinkTarget is null)
                VisitDirectory(child, name, removed, cancel);
            else if (removed)
                entry.Delete();
        }
    }

    private void VisitDirectory(DirectoryInfo directory, string name, bool removed, CancellationToken cancel)
    {
        if (removed && !_kept.Any(pattern => pattern.MayMatchBelow(name)))
        {
            directory.Delete(recursive: true);
            return;
        }
        Visit(directory, name, removed, cancel);
        if (removed && !directory.EnumerateFileSystemInfos("*", SearchOptions).Any())
            directory.Delete();
    }

    private static readonly EnumerationOptions SearchOptions = new() { AttributesToSkip = 0, MatchType = MatchType.Simple };
}
