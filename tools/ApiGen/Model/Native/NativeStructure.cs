namespace GuestCtl.ApiGen.Model.Native;

/// <summary>A structure as C programs see it.</summary>
/// <param name="Name">Its name, without guestfs_.</param>
/// <param name="Fields">Its fields, in order.</param>
internal sealed record NativeStructure(string Name, IReadOnlyList<NativeField> Fields)
{
    public IEnumerable<string> Symbols
        => from what in new[] { "free", "copy", "compare" } from list in new[] { "", "_list" } select $"guestfs_{what}_{Name}{list}";
}

/// <summary>One field of a structure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is, in the words of Reference/structs.json.</param>
/// <param name="Number">The number of its field in the message.</param>
internal sealed record NativeField(string Name, string Kind, int Number)
{
    public IEnumerable<string> Declarations => Kind switch
    {
        "bytes" => [$"uint32_t {Name}_len;", $"char *{Name};"],
        "uuid" => [$"char {Name}[32]; /* ends in no zero byte */"],
        "bytecount" or "uint64" => [$"uint64_t {Name};"],
        "int64" => [$"int64_t {Name};"],
        "int32" => [$"int32_t {Name};"],
        "uint32" => [$"uint32_t {Name};"],
        "char" => [$"char {Name};"],
        "optional_percent" => [$"float {Name}; /* -1 when there is none */"],
        "string" or "device" => [$"char *{Name};"],
        _ => throw new ApiException($"the field {Name} is a {Kind}, for which there is no C type"),
    };

    /// <summary>Its kind in face.h.</summary>
    public string FaceType => Kind switch
    {
        "bytes" => "FACE_BUFFER",
        "uuid" => "FACE_UUID",
        "bytecount" or "uint64" => "FACE_UINT64",
        "int64" => "FACE_INT64",
        "int32" => "FACE_INT32",
        "uint32" => "FACE_UINT32",
        "char" => "FACE_CHAR",
        "optional_percent" => "FACE_PERCENT",
        _ => "FACE_STRING",
    };
}
