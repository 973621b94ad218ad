using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>Operating systems on the drives.</summary>
internal sealed partial class InspectionService(GuestRoot root) : Protocol.Api.Inspection.InspectionBase
{
    private readonly InspectionStore _store = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public override async Task<MountableListReply> InspectOs(NoArguments request, ServerCallContext context)
    {
        var cancellationToken = context.CancellationToken;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            MountTable.UnmountAll();
            var (fileSystems, catalog) = await Drives.ReadAsync(cancellationToken);
            _store.Replace(await Inspector.FindAsync(fileSystems, catalog, cancellationToken));
            return Roots();
        }
        finally
        {
            _turn.Release();
        }
    }

    public override Task<MountableListReply> InspectGetRoots(NoArguments request, ServerCallContext context) => Task.FromResult(Roots());

    public override Task<StringReply> InspectGetType(InspectGetTypeRequest request, ServerCallContext context) => Reply.Of(_store[request.Root].Facts.Type);

    public override Task<StringReply> InspectGetArch(InspectGetArchRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Architecture);

    public override Task<StringReply> InspectGetDistro(InspectGetDistroRequest request, ServerCallContext context) => Reply.Of(_store[request.Root].Facts.Distro);

    public override Task<IntReply> InspectGetMajorVersion(InspectGetMajorVersionRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Version.Major);

    public override Task<IntReply> InspectGetMinorVersion(InspectGetMinorVersionRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Version.Minor);

    public override Task<StringReply> InspectGetProductName(InspectGetProductNameRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Product);

    public override Task<StringReply> InspectGetProductVariant(InspectGetProductVariantRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Variant);

    public override Task<StringReply> InspectGetBuildId(InspectGetBuildIdRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.BuildId);

    public override Task<StringReply> InspectGetPackageFormat(InspectGetPackageFormatRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Packages.Format);

    public override Task<StringReply> InspectGetPackageManagement(InspectGetPackageManagementRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Packages.Management);

    public override Task<StringReply> InspectGetHostname(InspectGetHostnameRequest request, ServerCallContext context)
        => Reply.Of(_store[request.Root].Facts.Hostname);

    public override Task<StringReply> InspectGetOsinfo(InspectGetOsinfoRequest request, ServerCallContext context) => Reply.Of(_store[request.Root].Facts.Osinfo);

    public override Task<MountableMapReply> InspectGetMountpoints(InspectGetMountpointsRequest request, ServerCallContext context)
        => Task.FromResult(new MountableMapReply { Entries = { _store[request.Root].MountPoints.Select(m => Reply.Pair(m.Target, m.Mountable)) } });

    public override Task<MountableListReply> InspectGetFilesystems(InspectGetFilesystemsRequest request, ServerCallContext context)
        => Task.FromResult(new MountableListReply { Values = { _store[request.Root].FileSystems.Select(f => f.ToGuestBytes()) } });

    public override Task<DeviceMapReply> InspectGetDriveMappings(InspectGetDriveMappingsRequest request, ServerCallContext context)
        => Task.FromResult(new DeviceMapReply { Entries = { _store[request.Root].Drives.Select(drive => Reply.Pair(drive.Letter, drive.Device)) } });

    public override Task<StringReply> InspectGetFormat(InspectGetFormatRequest request, ServerCallContext context) => Constant(request.Root, "installed");

    public override Task<BoolReply> InspectIsLive(InspectIsLiveRequest request, ServerCallContext context) => Never(request.Root);

    public override Task<BoolReply> InspectIsNetinst(InspectIsNetinstRequest request, ServerCallContext context) => Never(request.Root);

    public override Task<BoolReply> InspectIsMultipart(InspectIsMultipartRequest request, ServerCallContext context) => Never(request.Root);

    public override Task<StringReply> CaseSensitivePath(CaseSensitivePathRequest request, ServerCallContext context)
        => Reply.Of(Inspection.CaseSensitivePath.Find(root, GuestPath.Parse(request.Path)).Bytes.ToArray());

    public override async Task<StringReply> FileArchitecture(FileArchitectureRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Filename);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        return await Reply.Of(await Binaries.FileArchitecture.OfAsync(file, context.CancellationToken)
            ?? throw OperationFailedException.Invalid($"{path}: the architecture of this file cannot be told", Reasons.ArchitectureUnknown(path.ToString())));
    }

    private MountableListReply Roots() => new() { Values = { _store.Systems.Select(system => system.Root.ToGuestBytes()) } };

    private Task<StringReply> Constant(Google.Protobuf.ByteString name, string value)
    {
        _ = _store[name];
        return Reply.Of(value);
    }

    private Task<BoolReply> Never(Google.Protobuf.ByteString name)
    {
        _ = _store[name];
        return Reply.Of(false);
    }
}
