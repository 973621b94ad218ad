using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Emit;

/// <summary>How the shell prints the structures that its commands return: one line for each field.</summary>
internal static class ShellStructures
{
    public static void Write(CodeWriter writer, IEnumerable<Function> functions)
    {
        foreach (var structure in functions.Select(f => f.Returns.Structure).OfType<Structure>().Distinct().OrderBy(s => s.ClassName, StringComparer.Ordinal))
        {
            writer.Line().Open($"private static void Write{structure.ClassName}(StructureWriter fields, global::GuestCtl.{structure.ClassName} value)");
            foreach (var field in structure.Fields)
            {
                writer.Line($"fields.Field(\"{field.Field.Name}\", value.{field.CSharpName});");
            }

            writer.Close();
        }
    }
}
