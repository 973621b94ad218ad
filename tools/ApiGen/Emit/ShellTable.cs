using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The shell's commands: one for each function that the shell offers, with its parameters and what calls it.</summary>
internal static class ShellTable
{
    // Functions of the handle's inner state, and those whose command the shell has itself, have no command of their own.
    private static readonly HashSet<string> Hidden = ["state", "public_no_shell", "internal"];

    public static string Write(Model.Api api)
    {
        var functions = api.Functions.Where(f => !IsHidden(f.Facts.Visibility) && !f.Arguments.Any(a => a.Kind == Protocol.Api.Kind.Domain)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var writer = CodeWriter.CSharp("GuestCtl.Cli.Shell.Commands", "GuestCtl.Cli.Shell.Output");
        writer.Line("namespace GuestCtl.Cli.Shell;").Line().Open("internal static class GeneratedCommands");
        writer.Open("public static FunctionCommand[] CreateAll() => new FunctionCommand[]");
        foreach (var function in functions)
        {
            WriteCommand(writer, function);
        }

        writer.Close("};");
        ShellStructures.Write(writer, functions);
        return writer.Close().ToString();
    }

    /// <summary>Whether functions of this visibility have no command.</summary>
    public static bool IsHidden(string visibility) => Hidden.Contains(visibility);

    private static void WriteCommand(CodeWriter writer, Function function)
    {
        var aliases = function.Facts.ShellAliases.Concat(function.Facts.Aliases.Select(Dashes));
        writer.Open($"new({Literal(Dashes(function.Name))}, {List(aliases.Select(Literal))}, {Literal(function.Summary)})");
        var required = function.Arguments.Where(a => !a.IsOptional).ToList();
        var optional = function.Arguments.Where(a => a.IsOptional).ToList();
        writer.Line($"Parameters = {List(required.Select(Parameter))},");
        writer.Line($"Options = {List(optional.Select(Parameter))},");
        writer.Line($"IsOfHost = {(function.Facts.Side == Protocol.Api.Side.Host ? "true" : "false")},");
        writer.Line($"Deprecation = {Literal(function.Facts.DeprecatedBy)},");
        writer.Line($"Run = static call => {ShellCalls.Body(function)},");
        writer.Close("},");
    }

    private static string Parameter(Argument argument)
        => $"new({Literal(argument.GuestfsName)}, ParameterKind.{ShellCalls.ParameterKind(argument)}, {Literal(argument.Doc)})";

    private static string Dashes(string name) => name.Replace('_', '-');

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static string Literal(string text)
        => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
