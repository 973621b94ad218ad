using Google.Protobuf.Reflection;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Model.Native;

/// <summary>The words of Reference/functions.json for what is declared. Used for functions that libguestfs has not.</summary>
internal static class NativeKinds
{
    public static NativeArgument Of(Argument argument) => new(argument.GuestfsName, KindOf(argument), argument.Field.Number);

    public static string Of(ReturnShape returns) => returns.Kind switch
    {
        ReturnKind.Nothing or ReturnKind.File => "none",
        ReturnKind.Bool => "bool",
        ReturnKind.Int => "int",
        ReturnKind.Int64 => "int64",
        ReturnKind.String => "string",
        ReturnKind.OptionalString => "optional_const_string",
        ReturnKind.Bytes => "bytes",
        ReturnKind.StringList => "list<string>",
        ReturnKind.Map => "map<string,string>",
        ReturnKind.Structure => $"struct {returns.Structure!.GuestfsName}",
        _ => $"list<struct {returns.Structure!.GuestfsName}>",
    };

    private static string KindOf(Argument argument) => (argument.Field.Type, argument.IsList, argument.Kind) switch
    {
        (FieldDescriptorProto.Types.Type.Bool, _, _) => "bool",
        (FieldDescriptorProto.Types.Type.Int32, _, _) => "int",
        (FieldDescriptorProto.Types.Type.Int64, _, _) => "int64",
        (_, true, _) => "list<string>",
        (_, _, Kind.FileIn) => "file_in",
        (_, _, Kind.FileOut) => "file_out",
        (_, _, Kind.Key) => "key",
        (_, _, Kind.OptionalString) => "optional_string",
        (_, _, Kind.Bytes) => "bytes",
        _ => "string",
    };
}
