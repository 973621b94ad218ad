using Google.Protobuf.Reflection;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Model;

/// <summary>One argument of a function. Optional ones are proto3 optional fields, and lists that follow one:
/// protobuf has no optional lists.</summary>
internal sealed record Argument(FieldDescriptorProto Field, Kind Kind, string Doc, bool FollowsOptional)
{
    private static readonly HashSet<string> Keywords =
        ["string", "in", "out", "ref", "params", "object", "base", "checked", "fixed", "lock", "event", "default", "readonly", "class", "unsafe"];

    public bool IsList => Field.Label == FieldDescriptorProto.Types.Label.Repeated;

    public bool IsOptional => (Field.Proto3Optional && Kind != Kind.OptionalString) || (IsList && FollowsOptional);

    public bool IsNullable => Field.Proto3Optional || IsOptional;

    /// <summary>A file on the host, which the face also takes as a stream.</summary>
    public bool IsFile => Kind is Kind.FileIn or Kind.FileOut;

    /// <summary>The libguestfs name: the proto name without its underscores.</summary>
    public string GuestfsName => Field.Name.Replace("_", "", StringComparison.Ordinal);

    public string PropertyName => Names.Property(Field.Name);

    public string ParameterName
    {
        get
        {
            var name = Names.Camel(Field.Name);
            return Keywords.Contains(name) ? "@" + name : name;
        }
    }

    /// <summary>The C# type of the parameter, without "?".</summary>
    public string CSharpType => (Field.Type, IsList, Kind) switch
    {
        (FieldDescriptorProto.Types.Type.Bool, false, _) => "bool",
        (FieldDescriptorProto.Types.Type.Int32, false, _) => "int",
        (FieldDescriptorProto.Types.Type.Int64, false, _) => "long",
        (FieldDescriptorProto.Types.Type.Bytes, false, Kind.Bytes) => "ReadOnlyMemory<byte>",
        (FieldDescriptorProto.Types.Type.Bytes, false, _) => "string",
        (FieldDescriptorProto.Types.Type.Bytes, true, _) => "IReadOnlyList<string>",
        _ => throw new ApiException($"field {Field.Name} has the type {Field.Type}, for which there is no argument type"),
    };
}
