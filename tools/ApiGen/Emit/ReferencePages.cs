using GuestCtl.ApiGen.Model;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The reference: one Markdown page for each family.</summary>
internal static class ReferencePages
{
    public static string Write(Family family)
    {
        var writer = new CodeWriter().Line($"# {family.Name}").Line().Line(family.Summary).Line();
        foreach (var function in family.Functions)
        {
            WriteFunction(writer, function);
        }

        return writer.ToString();
    }

    public static string Index(Model.Api api)
    {
        var writer = new CodeWriter().Line("# API reference").Line().Line("Generated from src/Protocol/api.").Line();
        foreach (var family in api.Families)
        {
            writer.Line($"- [{family.Name}]({FileName(family)}) ({family.Functions.Count}): {family.Summary}");
        }

        if (api.Reasons.Count > 0)
        {
            writer.Line().Line($"[Reasons of errors]({ReasonsFileName})");
        }

        return writer.ToString();
    }

    public const string ReasonsFileName = "reasons.md";

    /// <summary>The page of all reasons.</summary>
    public static string Reasons(Model.Api api)
    {
        var writer = new CodeWriter().Line("# Reasons of errors").Line()
            .Line("Why an operation failed, for programs: `GuestOperationException.Reason` in .NET, the trailer `guestctl-reason` over gRPC. Messages are for people and may change.").Line()
            .Line("| reason | arguments | meaning |").Line("| --- | --- | --- |");
        foreach (var reason in api.Reasons)
        {
            writer.Line($"| `{reason.Name}` | {string.Join(", ", reason.Arguments.Select(name => $"`{name}`"))} | {reason.Summary.Replace("\n", " ", StringComparison.Ordinal)} |");
        }

        return writer.ToString();
    }

    public static string FileName(Family family) => family.Name.ToLowerInvariant() + ".md";

    private static void WriteFunction(CodeWriter writer, Function function)
    {
        writer.Line($"## {function.Name}").Line().Line("```csharp");
        var parameters = function.Arguments.Select(a => $"{a.CSharpType}{(a.IsNullable ? "?" : "")} {a.ParameterName}{(a.IsOptional ? " = null" : "")}");
        writer.Line($"{function.Returns.CSharpType} {function.MethodName}({string.Join(", ", parameters)})").Line("```").Line();
        writer.Line(function.Summary.Replace("\n", " ", StringComparison.Ordinal)).Line();
        foreach (var argument in function.Arguments)
        {
            writer.Line($"- `{argument.GuestfsName}`{(argument.IsOptional ? " (optional)" : "")}: {argument.Doc.Replace("\n", " ", StringComparison.Ordinal)}");
        }

        if (function.Arguments.Count > 0)
        {
            writer.Line();
        }

        writer.Line($"Since {function.Facts.Since}.{Notes(function)}").Line();
    }

    private static string Notes(Function function)
    {
        var facts = function.Facts;
        var notes = "";
        notes += facts.Feature.Length > 0 ? $" Feature group: {facts.Feature}." : "";
        notes += facts.ShellAliases.Count > 0 ? $" Shell aliases: {string.Join(", ", facts.ShellAliases)}." : "";
        notes += facts.DeprecatedBy is "none" ? " Deprecated." : facts.DeprecatedBy.Length > 0 ? $" Deprecated: use {facts.DeprecatedBy}." : "";
        notes += facts.ConfigOnly ? " Only before launch." : "";
        notes += facts.Reason.Count > 0 ? $" [Reasons](reasons.md) of errors: {string.Join(", ", facts.Reason.Select(reason => $"`{reason}`"))}." : "";
        notes += facts.Cancellable ? " Can be cancelled." : "";
        return notes;
    }
}
