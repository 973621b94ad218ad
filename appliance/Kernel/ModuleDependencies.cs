namespace GuestCtl.Appliances.Kernel;

/// <summary>The order in which modules must be loaded, from the text of depmod's <c>modules.dep</c>.</summary>
internal sealed class ModuleDependencies
{
    private readonly Dictionary<string, string> _pathByName = [];
    private readonly Dictionary<string, string[]> _needs = [];

    internal ModuleDependencies(string modulesDep)
    {
        foreach (var line in modulesDep.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':');
            if (colon < 0)
                continue;
            var path = line[..colon];
            _pathByName[Name(path)] = path;
            _needs[path] = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>Paths of the named modules and all they need, each after what it needs and once.</summary>
    /// <param name="names">Module names; one that has no file is built into the kernel and is left out.</param>
    internal IReadOnlyList<string> LoadOrder(IEnumerable<string> names)
    {
        var order = new List<string>();
        var state = new Dictionary<string, bool>();
        foreach (var name in names)
        {
            if (_pathByName.TryGetValue(ModuleInfo.Normalize(name), out var path))
                Visit(path, order, state);
        }
        return order;
    }

    private void Visit(string path, List<string> order, Dictionary<string, bool> finished)
    {
        if (finished.TryGetValue(path, out var done))
        {
            if (!done)
                throw new ApplianceBuildException($"modules.dep: {path} depends on itself through its dependencies.");
            return;
        }
        finished[path] = false;
        // depmod writes the deepest dependency last.
        foreach (var need in _needs.GetValueOrDefault(path, []).Reverse())
            Visit(need, order, finished);
        finished[path] = true;
        order.Add(path);
    }

    private static string Name(string path)
    {
        var file = Path.GetFileName(path);
        var end = file.IndexOf(".ko", StringComparison.Ordinal);
        return ModuleInfo.Normalize(end < 0 ? file : file[..end]);
    }
}
