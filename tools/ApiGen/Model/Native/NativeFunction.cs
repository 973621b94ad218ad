namespace GuestCtl.ApiGen.Model.Native;

/// <summary>One function as C programs see it.</summary>
/// <param name="Name">Its name in traces and messages.</param>
/// <param name="CName">The name of its C function with all arguments, without guestfs_.</param>
/// <param name="Family">The family it belongs to.</param>
/// <param name="Arguments">The arguments that must be given.</param>
/// <param name="Options">The arguments that may be left out; the index is the option's number.</param>
/// <param name="Returns">What it returns, in the words of Reference/functions.json.</param>
/// <param name="DeprecatedBy">The function to use now, "none", or null when it is not deprecated.</param>
/// <param name="Declared">The declaration, or null when this build has it not.</param>
/// <param name="IsByHand">Whether the face has it written by hand, but for the forms that take options one after another.</param>
internal sealed record NativeFunction(
    string Name,
    string CName,
    string Family,
    IReadOnlyList<NativeArgument> Arguments,
    IReadOnlyList<NativeArgument> Options,
    string Returns,
    string? DeprecatedBy,
    Function? Declared,
    bool IsByHand = false)
{
    public bool ReturnsBytes => Returns == "bytes";

    /// <summary>The structure that it returns, alone or in a list.</summary>
    public string? Structure => Returns.IndexOf("struct ", StringComparison.Ordinal) is var at and >= 0 ? Returns[(at + 7)..].TrimEnd('>') : null;

    public bool ReturnsStructureList => Returns.StartsWith("list<struct ", StringComparison.Ordinal);

    public bool ReturnsNumber => Returns is "none" or "bool" or "int" or "int64";

    /// <summary>The C type, with the space before a name where there is one.</summary>
    public string ReturnType => Returns switch
    {
        "none" or "bool" or "int" => "int ",
        "int64" => "int64_t ",
        "string" or "device" or "bytes" => "char *",
        "const_string" or "optional_const_string" => "const char *",
        _ when ReturnsStructureList => $"struct guestfs_{Structure}_list *",
        _ when Structure is not null => $"struct guestfs_{Structure} *",
        _ => "char **",
    };

    /// <summary>Whether it has an older C function of its plain name, from before it had options.</summary>
    public bool HasPlainForm => CName != Name;

    public IEnumerable<string> Symbols
        => (Options.Count > 0 ? new[] { CName, CName + "_va", CName + "_argv" } : [CName]).Concat(HasPlainForm ? [Name] : []).Select(name => "guestfs_" + name);
}
