using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The C code of options: the forms that take them one after another, and how they get into the request.</summary>
internal static class OptionForms
{
    public static void Write(CodeWriter writer, NativeFunction function)
    {
        WriteList(writer, function);
        var last = function.ReturnsBytes ? "size_r" : function.Arguments.LastOrDefault()?.Forwarded.Split(", ").Last() ?? "g";
        writer.Open($"PUBLIC {Signatures.Variadic(function)}")
            .Line("va_list args;").Line($"va_start(args, {last});")
            .Line($"{function.ReturnType}result = guestfs_{function.CName}_va({Signatures.Forwarded(function)}, args);")
            .Line("va_end(args);").Line("return result;").Close();
    }

    private static void WriteList(CodeWriter writer, NativeFunction function)
    {
        var failure = function.ReturnsNumber ? "-1" : "NULL";
        writer.Open($"PUBLIC {Signatures.VariadicList(function)}")
            .Line($"struct guestfs_{function.CName}_argv optargs = {{ 0 }};").Line("int option;")
            .Open("while ((option = va_arg(args, int)) >= 0)").Open("switch (option)");
        foreach (var option in function.Options)
        {
            writer.Line($"case {Signatures.Macro(function, option)}:")
                .Indented($"optargs.{option.Name} = va_arg(args, {option.Type.Trim()});").Indented("break;");
        }

        writer.Line("default:").Indented($"face_unknown_option(g, \"{function.Name}\", option);").Indented($"return {failure};").Close()
            .Open("if (optargs.bitmask & UINT64_C(1) << option)")
            .Line($"face_double_option(g, \"{function.Name}\");").Line($"return {failure};").Close()
            .Line("optargs.bitmask |= UINT64_C(1) << option;").Close()
            .Line($"return guestfs_{function.CName}_argv({Signatures.Forwarded(function)}, &optargs);").Close();
    }

    public static void WriteArguments(CodeWriter writer, NativeFunction function)
    {
        writer.Open("if (optargs)");
        writer.Line($"face_check_options(&call, optargs->bitmask, UINT64_C(0x{(1UL << function.Options.Count) - 1:x}), \"{function.CName}\");");
        foreach (var option in function.Options)
        {
            var put = option switch
            {
                { IsList: true } => "texts",
                { Kind: "bool" } => "truth",
                { Kind: "int" or "int64" } => "number",
                { Name: "secret" } => "secret",
                _ => "text",
            };
            writer.Line($"if (optargs->bitmask & {Signatures.Macro(function, option)}_BITMASK)")
                .Indented($"face_option_{put}(&call, {option.Number}, \"{option.Name}\", optargs->{option.Name});");
        }

        writer.Close();
    }
}
