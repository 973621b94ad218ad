using GuestCtl.ApiGen.Model;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The expressions that turn parameters into a request message.</summary>
internal static class Requests
{
    public static string Create(Model.Function function)
    {
        var sent = function.Arguments.Where(a => a.Kind != Kind.FileOut && a != function.Streamed).ToList();
        if (sent.Count == 0)
        {
            return $"new Wire.{function.RequestType}()";
        }

        // Generated properties of optional fields do not take null, so absent ones are left out through a helper.
        var plain = sent.Where(a => !a.IsNullable).Select(Assign);
        var created = $"new Wire.{function.RequestType} {{ {string.Join(", ", plain)} }}".Replace("{  }", "{ }", StringComparison.Ordinal);
        return sent.Where(a => a.IsNullable).Aggregate(created, (expression, a) =>
            $"{expression}.With({a.ParameterName}, static (request, value) => request.{a.PropertyName}{Set(a)})");
    }

    private static string Assign(Argument argument) => argument switch
    {
        { IsList: true } => $"{argument.PropertyName} = {{ Shapes.Bytes({argument.ParameterName}) }}",
        { Kind: Kind.Bytes } => $"{argument.PropertyName} = Google.Protobuf.UnsafeByteOperations.UnsafeWrap({argument.ParameterName})",
        { CSharpType: "string" } => $"{argument.PropertyName} = Shapes.Argument({argument.ParameterName}, nameof({argument.ParameterName}))",
        _ => $"{argument.PropertyName} = {argument.ParameterName}",
    };

    private static string Set(Argument argument) => argument switch
    {
        { IsList: true } => ".Add(Shapes.Bytes(value))",
        { CSharpType: "string" } => " = value.ToGuestBytes()",
        _ => " = value",
    };
}
