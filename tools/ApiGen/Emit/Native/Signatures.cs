using GuestCtl.ApiGen.Model.Native;

namespace GuestCtl.ApiGen.Emit.Native;

/// <summary>The forms in which C programs call a function.</summary>
internal static class Signatures
{
    /// <summary>The form with all arguments: the only one, or the one that takes the options in a structure.</summary>
    public static string Whole(NativeFunction function) => function.Options.Count > 0
        ? Of(function, function.CName + "_argv", [$"const struct guestfs_{function.CName}_argv *optargs"])
        : Of(function, function.CName, []);

    /// <summary>The form that takes options one after another, ended by -1.</summary>
    public static string Variadic(NativeFunction function) => Of(function, function.CName, ["..."]);

    public static string VariadicList(NativeFunction function) => Of(function, function.CName + "_va", ["va_list args"]);

    /// <summary>The form from before the function had options.</summary>
    public static string Plain(NativeFunction function) => Of(function, function.Name, []);

    public static string Of(NativeFunction function, string name, string[] more)
    {
        IEnumerable<string> parameters =
        [
            "guestfs_h *g", .. function.Arguments.Select(a => a.Declaration), .. function.ReturnsBytes ? new[] { "size_t *size_r" } : [], .. more,
        ];
        return $"{function.ReturnType}guestfs_{name}({string.Join(", ", parameters)})";
    }

    /// <summary>What one form hands on to another.</summary>
    public static string Forwarded(NativeFunction function)
        => string.Join(", ", ["g", .. function.Arguments.Select(a => a.Forwarded), .. function.ReturnsBytes ? new[] { "size_r" } : []]);

    public static string Macro(NativeFunction function, NativeArgument option) => $"GUESTFS_{function.CName.ToUpperInvariant()}_{option.Name.ToUpperInvariant()}";
}
