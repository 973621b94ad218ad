using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Services.Inspection.Windows;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>What only Windows has.</summary>
internal sealed partial class InspectionService
{
    public override Task<StringReply> InspectGetWindowsSystemroot(InspectGetWindowsSystemrootRequest request, ServerCallContext context)
        => Reply.Of(Windows(request.Root).SystemRoot);

    public override Task<StringReply> InspectGetWindowsCurrentControlSet(InspectGetWindowsCurrentControlSetRequest request, ServerCallContext context)
        => Reply.Of(Windows(request.Root).ControlSet
            ?? throw Missing(request.Root, "the current control set is not known: the hive of HKLM\\SYSTEM is missing or damaged"));

    public override Task<StringReply> InspectGetWindowsSoftwareHive(InspectGetWindowsSoftwareHiveRequest request, ServerCallContext context)
        => Reply.Of(Windows(request.Root).SoftwareHive ?? throw Missing(request.Root, "the file of HKLM\\SOFTWARE is missing"));

    public override Task<StringReply> InspectGetWindowsSystemHive(InspectGetWindowsSystemHiveRequest request, ServerCallContext context)
        => Reply.Of(Windows(request.Root).SystemHive ?? throw Missing(request.Root, "the file of HKLM\\SYSTEM is missing"));

    public override Task<BoolReply> InspectGetWindowsGroupPolicy(InspectGetWindowsGroupPolicyRequest request, ServerCallContext context)
        => Reply.Of(Windows(request.Root).HasGroupPolicy ?? throw Missing(request.Root, "the hive of HKLM\\SOFTWARE is missing or damaged"));

    private WindowsFacts Windows(ByteString root) => _store[root].Facts.Windows ?? throw Missing(root, "this is not Windows");

    private static OperationFailedException Missing(ByteString root, string what) => OperationFailedException.Invalid($"{GuestText.Decode(root)}: {what}");
}
