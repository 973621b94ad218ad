using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Attributes;

/// <summary>Access control lists and capabilities.</summary>
internal sealed partial class AttributesService
{
    public override Task<StringReply> AclGetFile(AclGetFileRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        var kind = ParseKind(request.Acltype);
        using var file = root.Open(path, OpenFlags.Path);
        return Reply.Of(Libacl.Get(file, kind) ?? throw OperationFailedException.FromLast(path.ToString()));
    }

    public override Task<Nothing> AclSetFile(AclSetFileRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        var kind = ParseKind(request.Acltype);
        using var file = root.Open(path, OpenFlags.Path);
        return Libacl.Set(file, kind, TextOf(request.Acl))
            ? Reply.Nothing
            : throw OperationFailedException.FromLast($"{path}: cannot set the access control list '{GuestText.Decode(request.Acl)}'", Reasons.AccessListRefused(path.ToString(), GuestText.Decode(request.Acl)));
    }

    public override Task<Nothing> AclDeleteDefFile(AclDeleteDefFileRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Dir);
        using var directory = root.Open(path, OpenFlags.Path);
        return Libacl.DeleteDefault(directory) ? Reply.Nothing : throw OperationFailedException.FromLast(path.ToString());
    }

    public override Task<StringReply> CapGetFile(CapGetFileRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.Open(path, OpenFlags.Path);
        return Reply.Of(Libcap.Get(file) ?? (SystemErrors.Last == Errno.ENODATA ? [] : throw OperationFailedException.FromLast(path.ToString())));
    }

    public override Task<Nothing> CapSetFile(CapSetFileRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        return Libcap.Set(file, TextOf(request.Cap))
            ? Reply.Nothing
            : throw OperationFailedException.FromLast($"{path}: cannot set the capabilities '{GuestText.Decode(request.Cap)}'", Reasons.CapabilitiesRefused(path.ToString(), GuestText.Decode(request.Cap)));
    }

    private static Libacl.Kind ParseKind(ByteString type) => GuestText.Decode(type) switch
    {
        "access" => Libacl.Kind.Access,
        "default" => Libacl.Kind.Default,
        var other => throw OperationFailedException.Invalid($"acltype is '{other}', but must be 'access' or 'default'", Reasons.ArgumentInvalid("acltype", other)),
    };

    private static ReadOnlySpan<byte> TextOf(ByteString text)
        => text.Span.Contains((byte)0) ? throw OperationFailedException.Invalid("the text cannot contain a zero byte") : text.Span;
}
