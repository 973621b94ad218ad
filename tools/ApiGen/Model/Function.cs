using Google.Protobuf.Reflection;
using GuestCtl.Protocol.Api;

namespace GuestCtl.ApiGen.Model;

/// <summary>One function of the API, as its rpc declares it.</summary>
internal sealed record Function(
    string Family,
    MethodDescriptorProto Method,
    Protocol.Api.Function Facts,
    IReadOnlyList<Argument> Arguments,
    ReturnShape Returns,
    string Summary)
{
    public string Name => Facts.Name;

    public string MethodName => Method.Name;

    /// <summary>The key on the wire.</summary>
    public string FullName => $"/guestctl.{Family}/{MethodName}";

    public string RequestType => TypeName(Method.InputType);

    public string ReplyType => TypeName(Method.OutputType);

    public Argument? FileIn => Arguments.FirstOrDefault(a => a.Kind == Kind.FileIn);

    public Argument? FileOut => Arguments.FirstOrDefault(a => a.Kind == Kind.FileOut);

    /// <summary>The argument whose bytes go in chunks, for a call that streams to the daemon.</summary>
    public Argument? Streamed => Method.ClientStreaming ? FileIn ?? Arguments.First(a => a.Kind == Kind.Bytes) : null;

    /// <summary>Whether its value is bytes, a text or a list of texts that comes in parts, which can be written as they come.</summary>
    public bool HasParts => Returns is { IsStreamed: true, Kind: ReturnKind.Bytes or ReturnKind.String or ReturnKind.StringList };

    public bool IsDeprecated => Facts.DeprecatedBy.Length > 0;

    internal static string TypeName(string qualified) => qualified[(qualified.LastIndexOf('.') + 1)..];
}
