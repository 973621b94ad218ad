using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Inspection.Packages;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>What is read from a system's file systems during the call.</summary>
internal sealed partial class InspectionService
{
    private const int PackagesInPart = 64;
    private const int IconPart = 256 * 1024;

    public override async Task InspectListApplications2(
        InspectListApplications2Request request, IServerStreamWriter<Application2List> responseStream, ServerCallContext context)
    {
        foreach (var part in (await PackagesAsync(request.Root, context)).Chunk(PackagesInPart))
        {
            await responseStream.WriteAsync(new Application2List { Values = { part.Select(ToApplication2) } }, context.CancellationToken);
        }
    }

    public override async Task InspectListApplications(
        InspectListApplicationsRequest request, IServerStreamWriter<ApplicationList> responseStream, ServerCallContext context)
    {
        foreach (var part in (await PackagesAsync(request.Root, context)).Chunk(PackagesInPart))
        {
            await responseStream.WriteAsync(new ApplicationList { Values = { part.Select(ToApplication) } }, context.CancellationToken);
        }
    }

    public override async Task InspectGetIcon(InspectGetIconRequest request, IServerStreamWriter<BytesPart> responseStream, ServerCallContext context)
    {
        var system = _store[request.Root];
        var icon = await LookAsync(
            system,
            guest => GuestIcon.Read(guest, system.Facts, !request.HasFavicon || request.Favicon, request.HighQuality),
            context.CancellationToken);
        foreach (var part in icon.Chunk(IconPart))
        {
            await responseStream.WriteAsync(new BytesPart { Data = UnsafeByteOperations.UnsafeWrap(part) }, context.CancellationToken);
        }
    }

    private Task<IReadOnlyList<InstalledPackage>> PackagesAsync(ByteString root, ServerCallContext context)
    {
        var system = _store[root];
        return LookAsync(
            system, guest => InstalledPackages.Read(guest, system.Facts, context.CancellationToken), context.CancellationToken);
    }

    // What the caller has mounted is what the caller wants to see; it may have been changed since the inspection.
    private async Task<T> LookAsync<T>(InspectedSystem system, Func<GuestReader, T> look, CancellationToken cancellationToken)
    {
        if (root.IsMounted)
        {
            using var directory = root.TryOpen(GuestPath.Of(system.Directory), OpenFlags.Path | OpenFlags.Directory);
            return look(new GuestReader(directory is null ? root : new GuestRoot(directory)));
        }

        using var tree = await Inspector.MountAsync(system, cancellationToken);
        return look(tree.Reader);
    }

    private static Application2 ToApplication2(InstalledPackage package) => new()
    {
        App2Name = package.Name.ToGuestBytes(),
        App2DisplayName = package.DisplayName.ToGuestBytes(),
        App2Epoch = package.Epoch,
        App2Version = package.Version.ToGuestBytes(),
        App2Release = package.Release.ToGuestBytes(),
        App2Arch = package.Architecture.ToGuestBytes(),
        App2InstallPath = package.InstallPath.ToGuestBytes(),
        App2Publisher = package.Publisher.ToGuestBytes(),
        App2Url = package.Url.ToGuestBytes(),
        App2SourcePackage = package.SourcePackage.ToGuestBytes(),
        App2Summary = package.Summary.ToGuestBytes(),
        App2Description = package.Description.ToGuestBytes(),
    };

    private static Application ToApplication(InstalledPackage package) => new()
    {
        AppName = package.Name.ToGuestBytes(),
        AppDisplayName = package.DisplayName.ToGuestBytes(),
        AppEpoch = package.Epoch,
        AppVersion = package.Version.ToGuestBytes(),
        AppRelease = package.Release.ToGuestBytes(),
        AppInstallPath = package.InstallPath.ToGuestBytes(),
        AppPublisher = package.Publisher.ToGuestBytes(),
        AppUrl = package.Url.ToGuestBytes(),
        AppSourcePackage = package.SourcePackage.ToGuestBytes(),
        AppSummary = package.Summary.ToGuestBytes(),
        AppDescription = package.Description.ToGuestBytes(),
    };
}
