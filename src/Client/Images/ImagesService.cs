using Grpc.Core;
using GuestCtl.Drives;
using GuestCtl.Handle;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Images;

/// <summary>Disk images on the host, without an appliance.</summary>
internal sealed class ImagesService(HandleSettings settings) : Protocol.Api.Images.ImagesBase
{
    public override Task<StringReply> DiskFormat(DiskFormatRequest request, ServerCallContext context)
        => Task.FromResult(new StringReply { Value = ImageInfo.Format(settings.Locate("disk_format", GuestText.Decode(request.Filename))).ToGuestBytes() });

    public override Task<Int64Reply> DiskVirtualSize(DiskVirtualSizeRequest request, ServerCallContext context)
        => Task.FromResult(new Int64Reply { Value = ImageInfo.VirtualSize(settings.Locate("disk_virtual_size", GuestText.Decode(request.Filename))) });

    public override Task<BoolReply> DiskHasBackingFile(DiskHasBackingFileRequest request, ServerCallContext context)
        => Task.FromResult(new BoolReply { Value = ImageInfo.HasBackingFile(settings.Locate("disk_has_backing_file", GuestText.Decode(request.Filename))) });

    public override async Task<Nothing> DiskCreate(DiskCreateRequest request, ServerCallContext context)
    {
        var options = new DiskCreateOptions
        {
            Backingfile = request.HasBackingFile ? GuestText.Decode(request.BackingFile) : null,
            Backingformat = request.HasBackingFormat ? GuestText.Decode(request.BackingFormat) : null,
            Preallocation = request.HasPreallocation ? GuestText.Decode(request.Preallocation) : null,
            Compat = request.HasCompat ? GuestText.Decode(request.Compat) : null,
            Clustersize = request.HasClusterSize ? request.ClusterSize : null,
        };
        await DiskCreation.CreateAsync(
            settings.Locate("disk_create", GuestText.Decode(request.Filename)), GuestText.Decode(request.Format), request.Size, options, context.CancellationToken)
            .ConfigureAwait(false);
        return new Nothing();
    }
}
