using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The C code of structures: a table of each one's fields, and the functions that work on it by that table.</summary>
internal static class Structures
{
    public static string WriteHeader(IEnumerable<NativeStructure> structures)
    {
        var writer = new CodeWriter().Line("/* Generated from the description of the API. */").Line("#pragma once").Line("#include \"structures.h\"").Line();
        foreach (var structure in structures)
        {
            writer.Line($"extern const struct face_structure face_{structure.Name};");
        }

        return writer.ToString();
    }

    public static string Write(IEnumerable<NativeStructure> structures)
    {
        var writer = new CodeWriter().Line("/* Generated from the description of the API. */").Line("#include \"structure_tables.h\"");
        foreach (var structure in structures)
        {
            WriteTable(writer.Line(), structure);
            WriteFunctions(writer, structure.Name, "");
            WriteFunctions(writer, structure.Name, "_list");
        }

        return writer.ToString();
    }

    private static void WriteTable(CodeWriter writer, NativeStructure structure)
    {
        writer.Open($"static const struct face_field fields_of_{structure.Name}[] =");
        foreach (var field in structure.Fields)
        {
            var length = field.Kind == "bytes" ? $"offsetof(struct guestfs_{structure.Name}, {field.Name}_len)" : "0";
            writer.Line($"{{ \"{field.Name}\", {field.Number}, {field.FaceType}, offsetof(struct guestfs_{structure.Name}, {field.Name}), {length} }},");
        }

        writer.Close("};").Line(
            $"const struct face_structure face_{structure.Name} = {{ \"{structure.Name}\", sizeof(struct guestfs_{structure.Name}), {structure.Fields.Count}, fields_of_{structure.Name} }};");
    }

    private static void WriteFunctions(CodeWriter writer, string name, string list)
    {
        var type = $"struct guestfs_{name}{list}";
        writer.Open($"PUBLIC void guestfs_free_{name}{list}({type} *value)").Line($"face_free_structure{list}(&face_{name}, value);").Close()
            .Open($"PUBLIC int guestfs_compare_{name}{list}(const {type} *left, const {type} *right)")
            .Line($"return face_compare_structure{list}(&face_{name}, left, right);").Close()
            .Open($"PUBLIC {type} *guestfs_copy_{name}{list}(const {type} *value)").Line($"return face_copy_structure{list}(&face_{name}, value);").Close();
    }
}
