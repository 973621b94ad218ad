using System.Text.Json;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The commands of guestfish that the shell has not, because their functions are not declared.</summary>
internal static class MissingCommands
{
    /// <param name="api">What is declared.</param>
    /// <param name="functions">functions.json: what libguestfs has.</param>
    public static string Write(Model.Api api, string functions)
    {
        var declared = api.Functions.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllBytes(functions));
        var names = json.RootElement.EnumerateArray()
            .Where(f => !declared.Contains(f.GetProperty("name").GetString()!) && !ShellTable.IsHidden(Text(f, "visibility")))
            .SelectMany(f => Texts(f, "aliases").Concat(Texts(f, "shell_aliases")).Prepend(f.GetProperty("name").GetString()!))
            .Select(name => name.Replace('_', '-')).Order(StringComparer.Ordinal);
        var writer = CodeWriter.CSharp().Line("namespace GuestCtl.Cli.Shell;").Line().Open("internal static class MissingCommands");
        writer.Open("public static readonly System.Collections.Generic.HashSet<string> Names = new(System.StringComparer.OrdinalIgnoreCase)");
        foreach (var name in names)
        {
            writer.Line($"\"{name}\",");
        }

        return writer.Close("};").Close().ToString();
    }

    private static IEnumerable<string> Texts(JsonElement facts, string property)
        => facts.TryGetProperty(property, out var list) ? list.EnumerateArray().Select(text => text.GetString()!) : [];

    private static string Text(JsonElement facts, string property) => facts.TryGetProperty(property, out var value) ? value.GetString()! : "";
}
