using System.Text.Json.Nodes;

namespace GuestCtl.Appliance.Tests.Comparison;

/// <summary>The lists of libguestfs's structures, functions and families that the generator uses, too.</summary>
internal static class ReferenceTables
{
    private static readonly string Folder = Path.Combine(TestMachine.Repository, "tools", "ApiGen", "Reference");

    private static readonly Lazy<Dictionary<string, string[]>> Structures = new(ReadStructures);

    /// <summary>The functions of each family.</summary>
    public static IReadOnlyDictionary<string, string[]> Families { get; }
        = Read("families.json").AsObject().ToDictionary(family => family.Key, family => family.Value!.AsArray().Select(name => (string)name!).ToArray());

    /// <summary>The functions: name, and kinds of the arguments.</summary>
    public static IReadOnlyList<(string Name, string[] Arguments)> Functions { get; }
        = [.. Read("functions.json").AsArray().Select(function => ((string)function!["name"]!, function["args"]!.AsArray().Select(argument => ((string)argument!).Split(": ")[1]).ToArray()))];

    /// <summary>The fields of the structure that a type of ours stands for.</summary>
    public static string[] FieldsOf(string type) => Structures.Value[Simplify(type == nameof(VersionNumber) ? "version" : type)];

    private static string Simplify(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!;

    private static Dictionary<string, string[]> ReadStructures() => Read("structs.json").AsArray().ToDictionary(
        structure => Simplify((string)structure!["name"]!),
        structure => structure!["fields"]!.AsArray().Select(field => ((string)field!).Split(':')[0]).Where(field => !field.Contains("spare", StringComparison.Ordinal)).ToArray());
}
