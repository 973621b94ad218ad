namespace GuestCtl.ApiGen.Model.Native;

/// <summary>One argument of a C function.</summary>
/// <param name="Name">Its name, as libguestfs has it.</param>
/// <param name="Kind">What it is, in the words of Reference/functions.json.</param>
/// <param name="Number">The number of its field in the request.</param>
internal sealed record NativeArgument(string Name, string Kind, int Number)
{
    public bool IsList => Kind.StartsWith("list<", StringComparison.Ordinal);

    public bool IsPointer => Kind.StartsWith("pointer<", StringComparison.Ordinal);

    /// <summary>The C type, with the space before a name where there is one.</summary>
    public string Type => Kind switch
    {
        "bool" or "int" => "int ",
        "int64" => "int64_t ",
        _ when IsList => "char *const *",
        _ when IsPointer => "void *",
        _ => "const char *",
    };

    public string Declaration => Kind == "bytes" ? $"const char *{Name}, size_t {Name}_size" : Type + Name;

    /// <summary>How it is handed on to another function with the same argument.</summary>
    public string Forwarded => Kind == "bytes" ? $"{Name}, {Name}_size" : Name;
}
