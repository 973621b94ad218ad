using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Emit;

/// <summary>Which of libguestfs's functions are declared, and so implemented and tested, and which are missing.</summary>
internal static class CoveragePage
{
    public static string Write(Model.Api api, IReadOnlyDictionary<string, IReadOnlyList<string>> reference)
    {
        var declared = api.Functions.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var all = reference.Values.Sum(names => names.Count);
        var done = reference.Values.Sum(names => names.Count(declared.Contains));
        var writer = new CodeWriter().Line("# Coverage").Line()
            .Line("Generated at build time: the functions declared in src/Protocol/api, against the list of libguestfs's public functions.")
            .Line("A declared function is implemented and tested.").Line()
            .Line($"**{done} of {all} functions.**").Line()
            .Line("| family | done | of | missing |").Line("| --- | ---: | ---: | --- |");
        foreach (var (family, names) in reference)
        {
            var missing = names.Where(n => !declared.Contains(n)).ToList();
            writer.Line($"| {family} | {names.Count - missing.Count} | {names.Count} | {string.Join(", ", missing)} |");
        }

        var extras = declared.Except(reference.Values.SelectMany(n => n)).Order(StringComparer.Ordinal).ToList();
        if (extras.Count > 0)
        {
            writer.Line().Line($"Extras of GuestCtl: {string.Join(", ", extras)}.");
        }

        return writer.ToString();
    }
}
