using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The functions of libguestfs that are for itself and its tests. Bindings are linked with them and no program calls them, so they are
/// there, look at no argument, and say that they are not supported.</summary>
internal static class Internals
{
    public static string Write(IEnumerable<NativeFunction> functions)
    {
        var writer = new CodeWriter().Line("/* Generated from the list of libguestfs's internal functions. */").Line("#include \"face.h\"");
        foreach (var function in functions)
        {
            writer.Line().Line($"static const struct face_method method_{function.Name} = {{ \"{function.Name}\", \"{function.Name}\", NULL, 0 }};");
            foreach (var symbol in function.Symbols)
            {
                var declaration = $"PUBLIC {(function.ReturnsNumber ? function.ReturnType : "void *")}{symbol}(guestfs_h *g)";
                writer.Line($"{declaration};").Open(declaration).Line("struct face_call call;")
                    .Line($"return face_begin(&call, g, &method_{function.Name}) == -1 ? {(function.ReturnsNumber ? "-1 : face_nothing(&call)" : "NULL : (void *)face_string(&call)")};").Close();
            }
        }

        return writer.ToString();
    }
}
