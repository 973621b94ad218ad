using System.Security;
using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The doc comments of the C# face.</summary>
internal static class XmlDocs
{
    public static void Write(CodeWriter writer, Function function, bool isAsync)
    {
        Element(writer, "summary", function.Summary);
        foreach (var argument in function.Arguments)
        {
            writer.Line($"/// <param name=\"{argument.ParameterName.TrimStart('@')}\">{Escape(argument.Doc)}</param>");
        }

        if (isAsync)
        {
            writer.Line("/// <param name=\"cancellationToken\">Cancels the call; the handle stays usable.</param>");
        }

        Element(writer, "remarks", $"libguestfs name: {function.Name}, since {function.Facts.Since}.");
        writer.Line($"/// <exception cref=\"GuestOperationException\">The operation failed; the handle still works.{Reasons(function)}</exception>");
        writer.Line("/// <exception cref=\"ApplianceException\">The appliance failed; the handle is dead.</exception>");
    }

    private static string Reasons(Function function) => function.Facts.Reason.Count == 0
        ? ""
        : $" Reasons: {string.Join(", ", function.Facts.Reason.Select(reason => $"<see cref=\"Reason.{reason}\"/>"))}.";

    public static void Element(CodeWriter writer, string element, string text)
    {
        var lines = Escape(text).Split('\n');
        if (lines.Length == 1)
        {
            writer.Line($"/// <{element}>{lines[0]}</{element}>");
            return;
        }

        writer.Line($"/// <{element}>");
        foreach (var line in lines)
        {
            writer.Line($"/// {line}".TrimEnd());
        }

        writer.Line($"/// </{element}>");
    }

    public static string Escape(string text) => SecurityElement.Escape(text).Replace("&apos;", "'", StringComparison.Ordinal).Replace("&quot;", "\"", StringComparison.Ordinal);
}
