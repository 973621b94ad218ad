using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The names that the library exports, as a version script for the linker.</summary>
internal static class ExportList
{
    // The one managed function, which the process of a handle runs.
    private const string EntryPoint = "guestctl_handle_main";

    public static IReadOnlyList<string> Names(NativeApi api)
        => [.. HeaderParts.Symbols.Concat(api.Functions.Concat(api.Internals).SelectMany(f => f.Symbols)).Concat(api.Structures.SelectMany(s => s.Symbols))
            .Append(EntryPoint).Distinct().Order(StringComparer.Ordinal)];

    public static string Write(NativeApi api)
    {
        var writer = new CodeWriter().Line("{").Line("global:");
        foreach (var name in Names(api))
        {
            writer.Indented(name + ";");
        }

        return writer.Line("local: *;").Line("};").ToString();
    }
}
