namespace GuestCtl.ApiGen.Model;

/// <summary>What a function returns.</summary>
internal enum ReturnKind
{
    Nothing,
    Bool,
    Int,
    Int64,
    String,
    OptionalString,
    Bytes,
    StringList,
    Map,
    Structure,
    StructureList,

    /// <summary>The reply stream goes to a file of the caller.</summary>
    File,
}

/// <summary>A returned value: its kind, its structure if any, and whether it arrives in parts.</summary>
internal sealed record ReturnShape(ReturnKind Kind, Structure? Structure, bool IsStreamed)
{
    /// <summary>The C# type that the face returns.</summary>
    public string CSharpType => Kind switch
    {
        ReturnKind.Nothing or ReturnKind.File => "void",
        ReturnKind.Bool => "bool",
        ReturnKind.Int => "int",
        ReturnKind.Int64 => "long",
        ReturnKind.String => "string",
        ReturnKind.OptionalString => "string?",
        ReturnKind.Bytes => "byte[]",
        ReturnKind.StringList => "string[]",
        ReturnKind.Map => "IReadOnlyDictionary<string, string>",
        ReturnKind.Structure => Structure!.ClassName,
        _ => Structure!.ClassName + "[]",
    };
}
