namespace GuestCtl.ShellScripts;

/// <summary>The scripts and their recorded answers, in the folder that holds them.</summary>
/// <param name="folder">tests/Appliance/ShellScripts.</param>
public sealed class ScriptCorpus(string folder)
{
    private string Scripts => Path.Combine(folder, "Scripts");

    public string Recipes => Path.Combine(folder, "Disks");

    /// <summary>The names of all scripts, such as <c>Quoting/octal</c>.</summary>
    public IEnumerable<string> Names => Directory.EnumerateFiles(Scripts, "*.gf", SearchOption.AllDirectories)
        .Select(file => Path.ChangeExtension(Path.GetRelativePath(Scripts, file), null))
        .Order(StringComparer.Ordinal);

    public GuestfishScript Read(string name) => GuestfishScript.Read(Scripts, name);

    /// <summary>What guestfish answered when it was recorded; null if it never was.</summary>
    public string? Recorded(string name) => TextOf(AnswerFile(name));

    /// <summary>What ours has to answer: the same, unless the script says why not.</summary>
    public string? Expected(GuestfishScript script) => TextOf(script.Difference is null ? AnswerFile(script.Name) : OurFile(script.Name));

    public string AnswerFile(string name) => Path.Combine(folder, "Answers", name + ".txt");

    private string OurFile(string name) => Path.Combine(folder, "Answers", name + ".ours.txt");

    private static string? TextOf(string file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
