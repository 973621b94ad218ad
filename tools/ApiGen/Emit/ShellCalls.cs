using GuestCtl.ApiGen.Model;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Emit;

/// <summary>What a command of the shell does: the call of a method of <c>GuestFs</c>, and the printing of its result.</summary>
internal static class ShellCalls
{
    public static string Body(Model.Function function)
    {
        var arguments = function.Arguments.OrderBy(a => a.IsOptional).ToList();
        if (function.FileOut is { } file)
        {
            var toStream = Call(function, arguments, a => a == file ? "stream" : Value(arguments, a));
            return $"call.Receive({arguments.IndexOf(file)}, stream => {toStream})";
        }

        if (function.HasParts)
        {
            var form = function.Returns.Kind switch { ReturnKind.Bytes => "RawParts", ReturnKind.String => "TextParts", _ => "ListParts" };
            var values = string.Concat(arguments.Select(a => $", {a.ParameterName}: {Value(arguments, a)}"));
            return $"call.Output.{form}(each => call.Guest.{function.MethodName}Each(each{values}))";
        }

        var call = Call(function, arguments, a => Value(arguments, a));
        return function.Returns.Kind switch
        {
            ReturnKind.Nothing => call,
            ReturnKind.Bool => $"call.Output.Bool({call})",
            ReturnKind.Int or ReturnKind.Int64 => $"call.Output.{NumberForm(function)}({call})",
            ReturnKind.String or ReturnKind.OptionalString => $"call.Output.Text({call})",
            ReturnKind.Bytes => $"call.Output.Raw({call})",
            ReturnKind.StringList => $"call.Output.List({call})",
            ReturnKind.Map => $"call.Output.Map({call})",
            ReturnKind.Structure => $"call.Output.Structure({call}, Write{function.Returns.Structure!.ClassName})",
            ReturnKind.StructureList => $"call.Output.Structures({call}, Write{function.Returns.Structure!.ClassName})",
            _ => throw new ApiException($"{function.Name} returns {function.Returns.Kind}, for which the shell has no form"),
        };
    }

    /// <summary>The kind of a parameter in the shell, by the name that it has there.</summary>
    public static string ParameterKind(Argument argument) => argument switch
    {
        { IsList: true } => "List",
        { CSharpType: "bool" } => "Bool",
        { CSharpType: "int" } => "Int",
        { CSharpType: "long" } => "Int64",
        { Kind: Kind.Key } => "Key",
        { Kind: Kind.FileIn } => "FileIn",
        { Kind: Kind.FileOut } => "FileOut",
        { Kind: Kind.Pathname or Kind.DeviceOrPath or Kind.MountableOrPath } => "Path",
        { Kind: Kind.Bytes } => "Bytes",
        { Kind: Kind.OptionalString } => "OptionalText",
        _ => "Text",
    };

    private static string Call(Model.Function function, List<Argument> arguments, Func<Argument, string> value)
        => $"call.Guest.{function.MethodName}({string.Join(", ", arguments.Select(a => $"{a.ParameterName}: {value(a)}"))})";

    private static string Value(List<Argument> arguments, Argument argument)
    {
        var index = arguments.IndexOf(argument);
        var optional = argument.IsOptional ? "Optional" : "";
        return ParameterKind(argument) switch
        {
            "List" => $"call.{optional}List({index})",
            "Bool" => $"call.{optional}Bool({index})",
            "Int" => $"call.{optional}Int({index})",
            "Int64" => $"call.{optional}Int64({index})",
            "Bytes" => $"call.Bytes({index})",
            "OptionalText" => $"call.OptionalText({index})",
            _ => $"call.{optional}Text({index})",
        };
    }

    private static string NumberForm(Model.Function function) => function.Facts.ShellOutput switch
    {
        "" => "Number",
        "octal" => "Octal",
        "hex" => "Hexadecimal",
        var other => throw new ApiException($"{function.Name} has the shell output {other}, which is not known"),
    };
}
