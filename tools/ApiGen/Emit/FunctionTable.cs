using GuestCtl.ApiGen.Model;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Emit;

/// <summary>The facts about all functions as C# data, and how a call of each is written in a trace.</summary>
internal static class FunctionTable
{
    private const int ObjectCost = 24;
    private const int TextCost = 40;

    // Of eight bytes, for its bytes in the message are counted as well.
    private const int NumberCost = 6;

    public static string Write(Model.Api api)
    {
        var writer = CodeWriter.CSharp("Wire = GuestCtl.Protocol.Api");
        writer.Line("namespace GuestCtl.Calls;").Line().Open("internal static partial class FunctionTable");
        writer.Open("private static FunctionInfo[] CreateAll() => new FunctionInfo[]");
        foreach (var function in api.Functions)
        {
            writer.Line($"new(\"{function.FullName}\", \"{function.Name}\", Wire.Side.{function.Facts.Side}, {Text(function.Facts.Feature)}, {Flag(function.Facts.ConfigOnly)}, {Flag(function.Facts.Cancellable)}, {FieldCost(function.Returns)}),");
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

        writer.Close().Close().Line();
        writer.Line("/// <summary>The argument that an error about the call names first; null for none.</summary>");
        writer.Open("internal static Google.Protobuf.ByteString? SubjectOf(object request) => request switch");
        foreach (var (type, subject) in api.Functions.DistinctBy(f => f.RequestType).Select(f => (f.RequestType, Subject(f))).Where(f => f.Item2 is not null))
        {
            writer.Line($"Wire.{type} r => r.{subject!.PropertyName},");
        }

        return writer.Line("_ => null,").Close("};").Close().ToString();
    }

    // About what the classes of the face take: a reference, and an object with its length.
    private static int FieldCost(ReturnShape returns) => returns.Kind switch
    {
        ReturnKind.StructureList => ObjectCost + returns.Structure!.Fields.Sum(f => f.IsText || f.IsBytes ? TextCost : NumberCost),
        ReturnKind.Map => ObjectCost + 2 * TextCost,
        _ => TextCost,
    };

    private static Argument? Subject(Model.Function function)
        => function.Arguments.FirstOrDefault(a => a is { IsList: false, IsNullable: false, Kind: Kind.Device or Kind.Pathname or Kind.Mountable or Kind.DeviceOrPath or Kind.MountableOrPath });

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
