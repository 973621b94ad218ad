using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>A table of calls, and what libguestfs answered to them. Tables/README.md says what is in it.</summary>
internal sealed class ComparisonTable
{
    private static readonly string Folder = SourceDirectory();

    private readonly JsonObject _table;
    private readonly Dictionary<string, JsonArray> _answers;

    private ComparisonTable(string name)
    {
        Name = name;
        _table = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "Tables", name + ".json")))!.AsObject();
        var answers = Path.Combine(Folder, "Answers", name + ".json");
        _answers = File.Exists(answers)
            ? JsonNode.Parse(File.ReadAllText(answers))!.AsArray().ToDictionary(answer => (string)answer!["name"]!, answer => answer!["answers"]!.AsArray())
            : [];
    }

    public string Name { get; }

    public JsonArray Drives => _table["drives"]!.AsArray();

    public bool Network => (bool?)_table["network"] ?? false;

    public IEnumerable<ComparedCall> Setup => Calls(_table["setup"]?.AsArray() ?? []);

    /// <summary>The cases' names.</summary>
    public IEnumerable<string> Cases => _table["cases"]!.AsArray().Select(@case => (string)@case!["name"]!);

    /// <summary>The functions of the table's family that no call compares, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Uncompared
        => _table["uncompared"]?.AsObject().ToDictionary(function => function.Key, function => (string)function.Value!) ?? [];

    /// <summary>Every call of the table.</summary>
    public IEnumerable<ComparedCall> AllCalls => Setup.Concat(_table["cases"]!.AsArray().SelectMany(@case => Calls(@case!["calls"]!.AsArray())));

    /// <summary>All tables.</summary>
    public static IEnumerable<ComparisonTable> All
        => Directory.GetFiles(Path.Combine(Folder, "Tables"), "*.json").Order(StringComparer.Ordinal).Select(file => new ComparisonTable(Path.GetFileNameWithoutExtension(file)));

    public static ComparisonTable Named(string name) => new(name);

    public IEnumerable<ComparedCall> CallsOf(string name)
        => Calls(_table["cases"]!.AsArray().Single(@case => (string)@case!["name"]! == name)!["calls"]!.AsArray());

    /// <summary>The calls of a case as they were recorded, with their answers.</summary>
    public IReadOnlyList<(JsonNode Call, JsonNode? Answer)> AnswersOf(string name)
        => [.. _answers.GetValueOrDefault(name, []).Select(pair => (pair![0]!, pair[1]))];

    private static IEnumerable<ComparedCall> Calls(JsonArray entries) => entries.SelectMany(entry => ComparedCall.Read(entry!));

    private static string SourceDirectory([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
