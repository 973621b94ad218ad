using GuestCtl.ApiGen.Model;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The facts about all functions as C# data, and how a call of each is written in a trace.</summary>
internal static class FunctionTable
{
    public static string Write(Model.Api api)
    {
        var writer = CodeWriter.CSharp("Wire = GuestCtl.Protocol.Api");
        writer.Line("namespace GuestCtl.Calls;").Line().Open("internal static partial class FunctionTable");
        writer.Open("private static FunctionInfo[] CreateAll() => new FunctionInfo[]");
        foreach (var function in api.Functions)
        {
            writer.Line($"new(\"{function.FullName}\", \"{function.Name}\", Wire.Side.{function.Facts.Side}, {Text(function.Facts.Feature)}, {Flag(function.Facts.ConfigOnly)}, {Flag(function.Facts.Cancellable)}),");
        }

        writer.Close("};").Line();
        writer.Open("internal static void WriteArguments(TraceWriter trace, object request)").Open("switch (request)");
        foreach (var function in api.Functions.Where(f => f.Arguments.Count > 0).DistinctBy(f => f.RequestType))
        {
            writer.Line($"case Wire.{function.RequestType} r:");
            foreach (var argument in function.Arguments.Where(a => a.Kind != Kind.FileOut && a != function.Streamed))
            {
                writer.Indented(Trace(argument));
            }

            writer.Indented("break;");
        }

        return writer.Close().Close().Close().ToString();
    }

    private static string Trace(Argument argument)
    {
        var value = $"r.{argument.PropertyName}";
        var write = (argument.IsOptional, argument.Kind) switch
        {
            (_, Kind.Key) => "trace.Secret();",
            (true, _) => $"trace.Option(\"{argument.GuestfsName}\", {value});",
            _ => $"trace.Argument({value});",
        };
        return argument switch
        {
            { IsOptional: true, Kind: Kind.Data, GuestfsName: "secret" } => $"if (r.Has{argument.PropertyName}) trace.Secret();",
            { IsOptional: true, IsList: true } => $"if ({value}.Count > 0) {write}",
            { Kind: Kind.OptionalString } => $"if (r.Has{argument.PropertyName}) {write} else trace.Absent();",
            { IsNullable: true } => $"if (r.Has{argument.PropertyName}) {write}",
            _ => write,
        };
    }

    private static string Text(string text) => text.Length == 0 ? "null" : $"\"{text}\"";

    private static string Flag(bool value) => value ? "true" : "false";
}
