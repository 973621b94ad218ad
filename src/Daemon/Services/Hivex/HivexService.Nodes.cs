using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Hivex;

/// <summary>Nodes.</summary>
internal sealed partial class HivexService
{
    public override Task<StringReply> HivexNodeName(HivexNodeNameRequest request, ServerCallContext context)
        => Text(Hive.NodeName((nuint)request.Nodeh), Node(request.Nodeh));

    public override Task<HivexNodeList> HivexNodeChildren(HivexNodeChildrenRequest request, ServerCallContext context)
    {
        var children = Hive.Children((nuint)request.Nodeh) ?? throw Failure(Node(request.Nodeh));
        return Task.FromResult(new HivexNodeList { Values = { children.Select(child => new HivexNode { HivexNodeH = (long)child }) } });
    }

    public override Task<Int64Reply> HivexNodeGetChild(HivexNodeGetChildRequest request, ServerCallContext context)
        => NumberOrNone(Hive.Child((nuint)request.Nodeh, CText.Of(request.Name, "name")), Node(request.Nodeh));

    public override Task<Int64Reply> HivexNodeParent(HivexNodeParentRequest request, ServerCallContext context)
        => Number(Hive.Parent((nuint)request.Nodeh), Node(request.Nodeh));

    public override Task<Int64Reply> HivexNodeAddChild(HivexNodeAddChildRequest request, ServerCallContext context)
        => Number(Hive.AddChild((nuint)request.Parent, CText.Of(request.Name, "name")), Node(request.Parent));

    public override Task<Nothing> HivexNodeDeleteChild(HivexNodeDeleteChildRequest request, ServerCallContext context)
        => Done(Hive.DeleteChild((nuint)request.Nodeh), Node(request.Nodeh));

    public override Task<HivexValueList> HivexNodeValues(HivexNodeValuesRequest request, ServerCallContext context)
    {
        var values = Hive.Values((nuint)request.Nodeh) ?? throw Failure(Node(request.Nodeh));
        return Task.FromResult(new HivexValueList { Values = { values.Select(value => new HivexValue { HivexValueH = (long)value }) } });
    }

    public override Task<Int64Reply> HivexNodeGetValue(HivexNodeGetValueRequest request, ServerCallContext context)
        => NumberOrNone(Hive.Value((nuint)request.Nodeh, CText.Of(request.Key, "name of a value")), Node(request.Nodeh));

    public override Task<Nothing> HivexNodeSetValue(HivexNodeSetValueRequest request, ServerCallContext context)
    {
        if (request.T is < 0 or > uint.MaxValue)
        {
            throw OperationFailedException.Invalid($"{request.T} is no type of a value: it must be from 0 to {uint.MaxValue}");
        }

        return Done(
            Hive.SetValue((nuint)request.Nodeh, CText.Of(request.Key, "name of a value"), (uint)request.T, request.Val.Span), Node(request.Nodeh));
    }

    private static string Node(long number) => $"node {number}";
}
