namespace GuestCtl.Build.Testing;

/// <summary>A test project, which builds to a program of its own.</summary>
internal sealed record TestProject(string Name, string Program)
{
    // The cheap ones come first, so that a plain mistake shows before the appliance is started.
    private static readonly string[] Last = ["Build", "Client", "Cli", "Native", "Server", "Appliance"];

    /// <summary>Whether it uses one processor for a time that is given, so that others may run beside it.</summary>
    public bool LeavesRoom => Name == "Fuzz";

    /// <summary>Whether it looks at the test images or starts machines, which have deadlines: nothing runs beside it.</summary>
    public bool RunsAlone => Last.Contains(Name);

    /// <summary>Every project below tests/ but the benchmarks, or the one with the given name.</summary>
    public static IReadOnlyList<TestProject> Find(Workspace workspace, string? name)
    {
        var all = Directory.EnumerateDirectories(workspace.At("tests"))
            .Where(directory => Path.GetFileName(directory) != "Benchmarks")
            .SelectMany(directory => Directory.EnumerateFiles(directory, "*.csproj"))
            .Select(project => new TestProject(Path.GetFileName(Path.GetDirectoryName(project)!), ProgramOf(project)))
            .OrderBy(project => Array.IndexOf(Last, project.Name))
            .ThenBy(project => project.Name, StringComparer.Ordinal)
            .ToList();
        var chosen = name is null ? all : all.FindAll(project => project.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return chosen.Count > 0
            ? chosen
            : throw new BuildException($"There is no test project '{name}'. There are: {string.Join(", ", all.Select(project => project.Name))}.");
    }

    private static string ProgramOf(string project)
    {
        var output = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0");
        return Path.Combine(output, Path.GetFileNameWithoutExtension(project));
    }
}
