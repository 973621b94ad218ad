using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The returned structures as C# records.</summary>
internal static class StructureFace
{
    public static string Write(IReadOnlyList<Structure> structures)
    {
        var writer = CodeWriter.CSharp("GuestCtl.Protocol.Text", "Wire = GuestCtl.Protocol.Api");
        writer.Line("namespace GuestCtl;");
        foreach (var structure in structures)
        {
            WriteStructure(writer.Line(), structure);
        }

        return writer.ToString();
    }

    private static void WriteStructure(CodeWriter writer, Structure structure)
    {
        XmlDocs.Element(writer, "summary", structure.Summary);
        writer.Open($"public sealed record {structure.ClassName}");
        foreach (var field in structure.Fields)
        {
            writer.Line($"/// <summary>The libguestfs field {field.Field.Name}.</summary>");
            writer.Line($"public required {field.CSharpType} {field.CSharpName} {{ get; init; }}").Line();
        }

        writer.Open($"internal static {structure.ClassName} From(Wire.{structure.MessageName} message) => new()");
        foreach (var field in structure.Fields)
        {
            writer.Line($"{field.CSharpName} = {Convert(field)},");
        }

        writer.Close("};").Close();
    }

    private static string Convert(StructureField field) => field switch
    {
        { IsText: true } => $"GuestText.Decode(message.{field.PropertyName})",
        { IsBytes: true } => $"message.{field.PropertyName}.ToByteArray()",
        { IsChar: true } => $"(char)message.{field.PropertyName}",
        { CSharpType: "float?" } => $"message.Has{field.PropertyName} ? message.{field.PropertyName} : null",
        _ => $"message.{field.PropertyName}",
    };
}
