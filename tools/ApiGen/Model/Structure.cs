using Google.Protobuf.Reflection;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Model;

/// <summary>A structure that functions return.</summary>
internal sealed record Structure(string GuestfsName, string MessageName, string Summary, IReadOnlyList<StructureField> Fields)
{
    public string ClassName => MessageName;
}

/// <summary>One field of a structure. The C# name has not the prefix that all fields share (st_, app2_ …).</summary>
internal sealed record StructureField(FieldDescriptorProto Field, string CSharpName)
{
    public string PropertyName => Names.Property(Field.Name);

    public bool IsBytes => Field.Type == FieldDescriptorProto.Types.Type.Bytes && Field.Options?.GetExtension(OptionsExtensions.Kind) == Kind.Bytes;

    public bool IsText => Field.Type == FieldDescriptorProto.Types.Type.Bytes && !IsBytes;

    public bool IsChar => Field.Name.EndsWith("typ", StringComparison.Ordinal) && Field.Type == FieldDescriptorProto.Types.Type.Uint32;

    public string CSharpType => Field.Type switch
    {
        FieldDescriptorProto.Types.Type.Int64 => "long",
        FieldDescriptorProto.Types.Type.Int32 => "int",
        FieldDescriptorProto.Types.Type.Uint64 => "ulong",
        FieldDescriptorProto.Types.Type.Uint32 when IsChar => "char",
        FieldDescriptorProto.Types.Type.Uint32 => "uint",
        FieldDescriptorProto.Types.Type.Float => "float?",
        FieldDescriptorProto.Types.Type.Bytes => IsBytes ? "byte[]" : "string",
        _ => throw new ApiException($"field {Field.Name} has the type {Field.Type}, for which there is no structure field"),
    };
}
