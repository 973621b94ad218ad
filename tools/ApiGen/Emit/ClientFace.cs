using GuestCtl.ApiGen.Model;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The methods of <c>GuestFs</c>: for each function one that waits and one that is awaited.</summary>
internal static class ClientFace
{
    public static string Write(Family family)
    {
        var writer = CodeWriter.CSharp("GuestCtl.Calls", "GuestCtl.Protocol.Text", "Wire = GuestCtl.Protocol.Api");
        writer.Line("namespace GuestCtl;").Line().Open("public sealed partial class GuestFs");
        writer.Line($"private Wire.{family.Name}.{family.Name}Client? _{Names.Camel(family.Name)}Client;").Line();
        writer.Line($"private Wire.{family.Name}.{family.Name}Client {family.Name}Client => _{Names.Camel(family.Name)}Client ??= new(_invoker);");
        foreach (var function in family.Functions)
        {
            WriteFunction(writer, function);
        }

        return writer.Close().ToString();
    }

    private static void WriteFunction(CodeWriter writer, Function function)
    {
        WriteMethod(writer, function, isAsync: false, fileAsStream: false);
        WriteMethod(writer, function, isAsync: true, fileAsStream: false);
        if (function.FileIn is not null || function.FileOut is not null)
        {
            WriteMethod(writer, function, isAsync: false, fileAsStream: true);
            WriteMethod(writer, function, isAsync: true, fileAsStream: true);
        }

        if (function.HasParts)
        {
            WriteParts(writer, function);
        }
    }

    // For who writes the value somewhere: it never has to be in memory.
    private static void WriteParts(CodeWriter writer, Function function)
    {
        var parameters = string.Join(", ", new[] { $"Func<Wire.{function.ReplyType}, bool> each", Parameters(function, isAsync: false, fileAsStream: false) }.Where(p => p.Length > 0));
        writer.Line().Line($"/// <summary>The same as <c>{function.MethodName}</c>, whose value comes in parts until <c>each</c> wants no more.</summary>");
        writer.Line($"internal void {function.MethodName}Each({parameters})");
        writer.Indented($"=> Streaming.EachAsync(new Wire.{function.Family}.{function.Family}Client(PassingInvoker).{function.MethodName}({Requests.Create(function)}), each).GetAwaiter().GetResult();");
    }

    private static void WriteMethod(CodeWriter writer, Function function, bool isAsync, bool fileAsStream)
    {
        writer.Line();
        XmlDocs.Write(writer, function, isAsync);
        if (function.IsDeprecated && function.Facts.DeprecatedBy != "none")
        {
            writer.Line($"[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Advanced)]");
        }

        var name = isAsync ? function.MethodName + "Async" : function.MethodName;
        writer.Line($"public {ReturnType(function.Returns, isAsync)} {name}({Parameters(function, isAsync, fileAsStream)})");
        writer.Indented($"=> {Body(function, isAsync)};");
    }

    private static string ReturnType(ReturnShape returns, bool isAsync) => (isAsync, returns.CSharpType) switch
    {
        (false, var type) => type,
        (true, "void") => "Task",
        (true, var type) => $"Task<{type}>",
    };

    private static string Parameters(Function function, bool isAsync, bool fileAsStream)
    {
        var parameters = function.Arguments.Select(a => a.IsOptional
            ? $"{a.CSharpType}? {a.ParameterName} = null"
            : $"{(fileAsStream && a.IsFile ? "Stream" : a.CSharpType)}{(a.IsNullable ? "?" : "")} {a.ParameterName}");
        return string.Join(", ", isAsync ? parameters.Append("CancellationToken cancellationToken = default") : parameters);
    }

    private static string Body(Function function, bool isAsync)
    {
        var client = $"{function.Family}Client";
        var token = isAsync ? "cancellationToken" : "default";
        var request = Requests.Create(function);
        if (function.Streamed is { } streamed)
        {
            var part = $"static (request, part) => request.{streamed.PropertyName} = part";
            var call = $"Streaming.SendAsync(this, {client}.{function.MethodName}(cancellationToken: {token}), {request}, static () => new Wire.{function.RequestType}(), {streamed.ParameterName}, {part}, {token})";
            return Finish(function, call, isAsync, isTask: true);
        }

        if (function.Returns.IsStreamed)
        {
            var call = $"{client}.{function.MethodName}({request}, cancellationToken: {token})";
            var received = function.Returns.Kind switch
            {
                ReturnKind.File => $"Streaming.ReceiveFileAsync(this, {call}, {function.FileOut!.ParameterName}, {token})",
                ReturnKind.Bytes => $"Streaming.ReceiveBytesAsync({call}, static part => part.Data, {token})",
                ReturnKind.String => $"Streaming.ReceiveTextAsync({call}, static part => part.Data, {token})",
                ReturnKind.StringList => $"Streaming.ReceiveListAsync({call}, static (part, list) => Shapes.AddText(part.Values, list), {token})",
                ReturnKind.StructureList => $"Streaming.ReceiveListAsync<Wire.{function.ReplyType}, global::GuestCtl.{function.Returns.CSharpType[..^2]}>({call}, static (part, list) => Shapes.Add(part.Values, list, global::GuestCtl.{function.Returns.CSharpType[..^2]}.From), {token})",
                _ => throw new ApiException($"{function.Name} streams a {function.Returns.Kind}, which has no form"),
            };
            return isAsync ? received : $"{received}.GetAwaiter().GetResult()";
        }

        return isAsync
            ? Finish(function, $"{client}.{function.MethodName}Async({request}, cancellationToken: {token})", isAsync, isTask: false)
            : Finish(function, $"{client}.{function.MethodName}({request})", isAsync, isTask: false);
    }

    // Wraps the reply message into the returned value.
    private static string Finish(Function function, string call, bool isAsync, bool isTask)
    {
        var convert = function.Returns.Kind switch
        {
            ReturnKind.Nothing => null,
            ReturnKind.Bool or ReturnKind.Int or ReturnKind.Int64 => "static reply => reply.Value",
            ReturnKind.String => "static reply => GuestText.Decode(reply.Value)",
            ReturnKind.OptionalString => "static reply => reply.HasValue ? GuestText.Decode(reply.Value) : null",
            ReturnKind.Bytes => "static reply => reply.Value.ToByteArray()",
            ReturnKind.StringList => "static reply => Shapes.Text(reply.Values)",
            ReturnKind.Map => "static reply => Shapes.Map(reply.Entries)",
            ReturnKind.Structure => $"global::GuestCtl.{function.Returns.CSharpType}.From",
            ReturnKind.StructureList => $"static reply => Shapes.List(reply.Values, global::GuestCtl.{function.Returns.CSharpType[..^2]}.From)",
            _ => throw new ApiException($"{function.Name} returns {function.Returns.Kind}, which has no form"),
        };
        var task = isTask ? call : $"{call}.ResponseAsync";
        return (isAsync, isTask, convert) switch
        {
            (true, _, null) => task,
            (true, _, _) => $"Shapes.Then({task}, {convert})",
            (false, true, null) => $"{call}.GetAwaiter().GetResult()",
            (false, true, _) => $"Shapes.From({call}.GetAwaiter().GetResult(), {convert})",
            (false, false, null) => call,
            (false, false, _) => $"Shapes.From({call}, {convert})",
        };
    }
}
