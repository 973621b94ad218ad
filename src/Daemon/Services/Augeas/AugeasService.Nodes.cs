using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Augeas;

/// <summary>Nodes and variables.</summary>
internal sealed partial class AugeasService
{
    public override async Task<StringReply> AugGet(AugGetRequest request, ServerCallContext context)
    {
        byte[]? value = null;
        var found = await AskAsync(tree => tree.Get(Path(request.Augpath), out value), GuestText.Decode(request.Augpath));
        RequireMatch(found, request.Augpath);
        return await Reply.Of(value ?? throw OperationFailedException.Invalid($"{GuestText.Decode(request.Augpath)}: the node has no value"));
    }

    public override async Task<StringReply> AugLabel(AugLabelRequest request, ServerCallContext context)
    {
        byte[]? label = null;
        var found = await AskAsync(tree => tree.Label(Path(request.Augpath), out label), GuestText.Decode(request.Augpath));
        RequireMatch(found, request.Augpath);
        return await Reply.Of(label ?? throw OperationFailedException.Invalid($"{GuestText.Decode(request.Augpath)}: the node has no label"));
    }

    public override async Task<Nothing> AugSet(AugSetRequest request, ServerCallContext context)
    {
        var value = CText.Of(request.Val, "value");
        await AskAsync(tree => tree.Set(Path(request.Augpath), value), GuestText.Decode(request.Augpath));
        return new Nothing();
    }

    public override async Task<Nothing> AugClear(AugClearRequest request, ServerCallContext context)
    {
        await AskAsync(tree => tree.Set(Path(request.Augpath), null), GuestText.Decode(request.Augpath));
        return new Nothing();
    }

    public override async Task<IntReply> AugSetm(AugSetmRequest request, ServerCallContext context)
    {
        var value = CText.Of(request.Val, "value");
        var below = request.HasSub ? Path(request.Sub) : null;
        return await Reply.Of(await AskAsync(tree => tree.SetMany(Path(request.Base), below, value), GuestText.Decode(request.Base)));
    }

    public override async Task<Nothing> AugInsert(AugInsertRequest request, ServerCallContext context)
    {
        var label = CText.Of(request.Label, "label");
        await AskAsync(tree => tree.Insert(Path(request.Augpath), label, request.Before), GuestText.Decode(request.Augpath));
        return new Nothing();
    }

    public override async Task<IntReply> AugRm(AugRmRequest request, ServerCallContext context)
        => await Reply.Of(await AskAsync(tree => tree.Remove(Path(request.Augpath)), GuestText.Decode(request.Augpath)));

    public override async Task<Nothing> AugMv(AugMvRequest request, ServerCallContext context)
    {
        await AskAsync(tree => tree.Move(Path(request.Src), Path(request.Dest)), GuestText.Decode(request.Src));
        return new Nothing();
    }

    public override async Task<StringListReply> AugMatch(AugMatchRequest request, ServerCallContext context)
        => ToReply(await MatchAsync(request.Augpath.Span.ToArray(), request.Augpath));

    public override async Task<StringListReply> AugLs(AugLsRequest request, ServerCallContext context)
    {
        var path = request.Augpath.ToByteArray();
        if (path is [.., (byte)'/'] and not [(byte)'/'])
        {
            throw OperationFailedException.Invalid($"{GuestText.Decode(path)}: this path must not end with a slash");
        }

        var paths = await MatchAsync(path is [(byte)'/'] ? "/*"u8.ToArray() : [.. path, .. "/*"u8], request.Augpath);
        paths.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return ToReply(paths);
    }

    public override async Task<IntReply> AugDefvar(AugDefvarRequest request, ServerCallContext context)
    {
        var expression = request.HasExpr ? CText.Of(request.Expr, "expression") : null;
        var name = CText.Of(request.Name, "name of a variable");
        return await Reply.Of(await AskAsync(tree => tree.DefineVariable(name, expression), GuestText.Decode(request.Name)));
    }

    public override async Task<IntBool> AugDefnode(AugDefnodeRequest request, ServerCallContext context)
    {
        var (name, value) = (CText.Of(request.Name, "name of a variable"), CText.Of(request.Val, "value"));
        var created = false;
        var count = await AskAsync(
            tree => tree.DefineNode(name, CText.Of(request.Expr, "expression"), value, out created), GuestText.Decode(request.Name));
        return new IntBool { I = count, B = created ? 1 : 0 };
    }

    private static void RequireMatch(int found, ByteString path)
    {
        if (found == 0)
        {
            throw new OperationFailedException($"{GuestText.Decode(path)}: no node matches", Errno.ENOENT);
        }
    }

    private async Task<List<byte[]>> MatchAsync(byte[] pattern, ByteString path)
    {
        var tree = Tree;
        var terminated = CText.Of(UnsafeByteOperations.UnsafeWrap(pattern), "path");
        return await _view.RunAsync(() => tree.Match(terminated)) ?? throw Failure(tree, GuestText.Decode(path));
    }

    private static StringListReply ToReply(List<byte[]> paths)
        => new() { Values = { paths.Select(path => UnsafeByteOperations.UnsafeWrap(path)) } };
}
