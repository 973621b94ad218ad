using System.Text.Json;

namespace GuestCtl.ApiGen.Model.Native;

/// <summary>All that C programs see: every function of libguestfs in the form it has there, whether this build has it or not, and our extras.</summary>
internal sealed record NativeApi(IReadOnlyList<NativeFunction> Functions, IReadOnlyList<NativeStructure> Structures, IReadOnlyList<NativeFunction> Internals)
{
    /// <summary>Joins the tables of libguestfs's functions with what is declared.</summary>
    /// <param name="api">What is declared.</param>
    /// <param name="reference">The folder with functions.json, structs.json, families.json and internals.json.</param>
    public static NativeApi Read(Api api, string reference)
    {
        var families = Program.ReadFamilies(Path.Combine(reference, "families.json"))
            .SelectMany(family => family.Value, (family, name) => (family.Key, Name: name)).ToDictionary(entry => entry.Name, entry => entry.Key);
        var declared = api.Functions.ToDictionary(f => f.Name);
        var known = Load(reference, "functions.json").Select(f => FromReference(f, families, declared)).ToList();
        var extras = declared.Values.Where(f => known.TrueForAll(k => k.Name != f.Name)).Select(FromDeclaration);
        return new NativeApi(
            [.. known, .. extras],
            [.. Load(reference, "structs.json").Select(s => ReadStructure(s, api))],
            [.. Load(reference, "internals.json").Select(f => FromReference(f, families, []))]);
    }

    private static IEnumerable<JsonElement> Load(string folder, string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return [.. json.RootElement.EnumerateArray().Select(e => e.Clone())];
    }

    private static NativeFunction FromReference(JsonElement facts, Dictionary<string, string> families, Dictionary<string, Function> declared)
    {
        var name = facts.GetProperty("name").GetString()!;
        var function = declared.GetValueOrDefault(name);
        var arguments = ReadArguments(facts, "args", 0, function);
        var options = ReadArguments(facts, "optargs", arguments.Count, function);
        if (function is not null && function.Arguments.Count != arguments.Count + options.Count)
        {
            throw new ApiException($"{name} is declared with {function.Arguments.Count} arguments, but libguestfs's has {arguments.Count + options.Count}");
        }

        return new NativeFunction(
            name,
            Text(facts, "c_name") ?? name,
            families.GetValueOrDefault(name, "internal"),
            arguments,
            options,
            facts.GetProperty("returns").GetString()!,
            Text(facts, "deprecated_by"),
            function,
            facts.TryGetProperty("by_hand", out var byHand) && byHand.GetBoolean());
    }

    private static List<NativeArgument> ReadArguments(JsonElement facts, string property, int before, Function? function)
        => [.. facts.GetProperty(property).EnumerateArray().Select((argument, index) =>
        {
            var (name, kind) = Split(argument.GetString()!);
            return new NativeArgument(name, kind, function?.Arguments.ElementAtOrDefault(before + index)?.Field.Number ?? before + index + 1);
        })];

    private static NativeFunction FromDeclaration(Function function)
        => new(
            function.Name,
            function.Facts.CName.Length > 0 ? function.Facts.CName : function.Name,
            function.Family.ToLowerInvariant(),
            [.. function.Arguments.Where(a => !a.IsOptional).Select(NativeKinds.Of)],
            [.. function.Arguments.Where(a => a.IsOptional).Select(NativeKinds.Of)],
            NativeKinds.Of(function.Returns),
            function.IsDeprecated ? function.Facts.DeprecatedBy : null,
            function);

    private static NativeStructure ReadStructure(JsonElement facts, Api api)
    {
        var name = facts.GetProperty("name").GetString()!;
        var message = api.Structures.FirstOrDefault(s => s.GuestfsName == name);
        return new NativeStructure(name, [.. facts.GetProperty("fields").EnumerateArray().Select((field, index) =>
        {
            var (fieldName, kind) = Split(field.GetString()!);
            return new NativeField(fieldName, kind, message?.Fields.FirstOrDefault(f => f.Field.Name == fieldName)?.Field.Number ?? index + 1);
        })]);
    }

    private static (string Name, string Kind) Split(string text) => text.IndexOf(": ", StringComparison.Ordinal) is var at ? (text[..at], text[(at + 2)..]) : default;

    private static string? Text(JsonElement facts, string property) => facts.TryGetProperty(property, out var value) ? value.GetString() : null;
}
