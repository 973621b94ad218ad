using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>guestfs.h.</summary>
internal static class Header
{
    public static string Write(NativeApi api)
    {
        var writer = new CodeWriter().Line("/* The C interface of GuestCtl, the same as libguestfs's. Generated from the description of the API.")
            .Line(" *")
            .Line(" * Unless it says otherwise: what a function returns is the caller's to free, lists with all their strings and structures with their own")
            .Line(" * functions; const char * belongs to the handle. A function that fails returns -1 or NULL, tells the error handler, and leaves its")
            .Line(" * message in guestfs_last_error. Options are given as pairs of a number and a value, ended by -1. */");
        writer.Line("#ifndef GUESTFS_H_").Line("#define GUESTFS_H_").Line();
        writer.Line(HeaderParts.Beginning);
        foreach (var structure in api.Structures)
        {
            WriteStructure(writer, structure);
        }

        foreach (var function in api.Functions.OrderBy(f => f.CName, StringComparer.Ordinal))
        {
            writer.Line();
            WriteComment(writer, function);
            WriteFunction(writer, function);
        }

        writer.Line().Line("/* For libguestfs's own parts and the tests of bindings. These are no part of the interface, and may change. */").Line("#if GUESTFS_PRIVATE");
        foreach (var function in api.Internals)
        {
            WriteFunction(writer.Line(), function);
        }

        writer.Line().Line("#endif").Line().Line("#ifdef __cplusplus").Line("}").Line("#endif").Line().Line("#endif");
        return writer.ToString();
    }

    private static void WriteStructure(CodeWriter writer, NativeStructure structure)
    {
        writer.Line().Open($"struct guestfs_{structure.Name}");
        foreach (var line in structure.Fields.SelectMany(f => f.Declarations))
        {
            writer.Line(line);
        }

        writer.Close("};").Open($"struct guestfs_{structure.Name}_list").Line("uint32_t len;").Line($"struct guestfs_{structure.Name} *val;").Close("};");
        foreach (var type in new[] { structure.Name, structure.Name + "_list" })
        {
            writer.Line($"extern GUESTFS_DLL_PUBLIC int guestfs_compare_{type}(const struct guestfs_{type} *left, const struct guestfs_{type} *right);")
                .Line($"extern GUESTFS_DLL_PUBLIC struct guestfs_{type} *guestfs_copy_{type}(const struct guestfs_{type} *value);")
                .Line($"extern GUESTFS_DLL_PUBLIC void guestfs_free_{type}(struct guestfs_{type} *value);");
        }
    }

    private static void WriteFunction(CodeWriter writer, NativeFunction function)
    {
        var deprecated = function.DeprecatedBy switch
        {
            null => "",
            "none" => " GUESTFS_DEPRECATED_NO_REPLACEMENT",
            var by => $" GUESTFS_DEPRECATED_REPLACED_BY(\"{by}\")",
        };
        foreach (var name in function.HasPlainForm ? new[] { function.Name, function.CName } : [function.CName])
        {
            writer.Line($"#define GUESTFS_HAVE_{name.ToUpperInvariant()} 1").Line($"#define LIBGUESTFS_HAVE_{name.ToUpperInvariant()} 1");
        }

        if (function.HasPlainForm)
        {
            writer.Line($"extern GUESTFS_DLL_PUBLIC {Signatures.Plain(function)}{deprecated};");
        }

        if (function.Options.Count == 0)
        {
            writer.Line($"extern GUESTFS_DLL_PUBLIC {Signatures.Whole(function)}{deprecated};");
            return;
        }

        foreach (var (index, option) in function.Options.Index())
        {
            writer.Line($"#define {Signatures.Macro(function, option)} {index}");
        }

        writer.Line($"extern GUESTFS_DLL_PUBLIC {Signatures.Variadic(function)}{deprecated};")
            .Line($"extern GUESTFS_DLL_PUBLIC {Signatures.VariadicList(function)}{deprecated};")
            .Open($"struct guestfs_{function.CName}_argv").Line("uint64_t bitmask;");
        foreach (var (index, option) in function.Options.Index())
        {
            writer.Line($"#define {Signatures.Macro(function, option)}_BITMASK (UINT64_C(1) << {index})").Line($"{option.Type}{option.Name};");
        }

        writer.Close("};").Line($"extern GUESTFS_DLL_PUBLIC {Signatures.Whole(function)}{deprecated};");
    }

    private static void WriteComment(CodeWriter writer, NativeFunction function)
    {
        var lines = (function.Declared?.Summary ?? "Not in this build: fails with ENOTSUP.").Replace("*/", "* /", StringComparison.Ordinal).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            writer.Line((i == 0 ? "/* " : " * ") + lines[i] + (i == lines.Length - 1 ? " */" : ""));
        }
    }
}
