using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Devices;

/// <summary>Overwriting so that nobody can read again what was there.</summary>
internal sealed partial class DevicesService
{
    // scrub leaves a signature, and does nothing where it finds one unless it is told to.
    private const string Again = "-f";

    public override async Task<Nothing> ScrubDevice(ScrubDeviceRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        await Tool.RunAsync("scrub", [Again, device.Path], context.CancellationToken);
        using var file = device.Open(OpenFlags.ReadOnly);
        return await Written(device, file);
    }

    public override async Task<Nothing> ScrubFile(ScrubFileRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.File);
        using var file = root.OpenContent(path, OpenFlags.ReadWrite);
        var name = root.PathOf(file) ?? throw OperationFailedException.FromErrno(path.ToString(), Errno.ENAMETOOLONG);
        using var entry = root.OpenEntry(GuestPath.Parse(ByteString.CopyFrom(name)));
        if (Libc.Stat(file, out var status) && status.Size > 0)
        {
            await Tool.RunAsync("scrub", [Again, file.ToolPath()], context.CancellationToken);
        }

        entry.Check(Libc.Stat(entry.Directory, entry.Name, Libc.AtSymlinkNoFollow, out var found));
        if ((found.Dev, found.Inode) != (status.Dev, status.Inode))
        {
            throw new OperationFailedException($"{path}: was overwritten, but is another file now and was not removed", Errno.EBUSY);
        }

        entry.Check(Libc.Unlink(entry.Directory, entry.Name));
        return new Nothing();
    }

    public override async Task<Nothing> ScrubFreespace(ScrubFreespaceRequest request, ServerCallContext context)
    {
        using var entry = root.OpenEntry(GuestPath.Parse(request.Dir), Errno.EEXIST);
        entry.Check(Libc.MakeDirectory(entry.Directory, entry.Name, 0x1c0)); // 0700
        try
        {
            using var directory = Libc.Openat(entry.Directory, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow)
                ?? throw OperationFailedException.FromLast(entry.Path.ToString());

            await Tool.RunAsync("scrub", ["-X", directory.ToolPath() + "/."], context.CancellationToken);
        }
        finally
        {
            // Whatever happened: a full file system is of no use.
            TreeRemover.Remove(entry, CancellationToken.None);
        }

        return new Nothing();
    }
}
