using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>Btrfs: what only it has.</summary>
internal sealed partial class BtrfsService(GuestRoot root) : Protocol.Api.Btrfs.BtrfsBase
{
    public override Task<Nothing> BtrfsFilesystemResize(BtrfsFilesystemResizeRequest request, ServerCallContext context)
        => OnPathAsync(request.Mountpoint, context, "filesystem", "resize", request.HasSize ? Positive(request.Size, "size") : "max");

    public override Task<Nothing> BtrfsFilesystemSync(BtrfsFilesystemSyncRequest request, ServerCallContext context)
        => OnPathAsync(request.Fs, context, "filesystem", "sync");

    public override async Task<Nothing> BtrfsFilesystemDefragment(BtrfsFilesystemDefragmentRequest request, ServerCallContext context)
    {
        var compression = request.HasCompress ? GuestText.Decode(request.Compress) : "";
        if (request.HasCompress && compression is not ("zlib" or "lzo" or "zstd"))
        {
            throw OperationFailedException.Invalid($"the compression is '{compression}', but must be zlib, lzo or zstd");
        }

        // The tool goes down into a directory only if its name is not that of a link, also without slashes at its end.
        using var file = root.Open(GuestPath.Parse(request.Path), OpenFlags.Path);
        var isDirectory = Libc.Stat(file, out var status) && status.Type == FileType.Directory;
        var arguments = new ArgumentList().Add("filesystem", "defragment", "-r").Flag(request.Flush, "-f").Flag(compression.Length > 0, "-c" + compression)
            .Add(isDirectory ? file.ToolPath() + "/." : file.ToolPath());
        await Tool.RunAsync("btrfs", arguments, context.CancellationToken);
        return new Nothing();
    }

    /// <summary>Runs a subcommand whose last argument is a directory or file of the guest.</summary>
    private async Task<Nothing> OnPathAsync(ByteString path, ServerCallContext context, params string[] arguments)
    {
        await AskPathAsync(path, context, arguments);
        return new Nothing();
    }

    private async Task<string> AskPathAsync(ByteString path, ServerCallContext context, params string[] arguments)
    {
        using var file = root.Open(GuestPath.Parse(path), OpenFlags.Path);
        return await Tool.RunAsync("btrfs", [.. arguments, file.ToolPath()], context.CancellationToken);
    }

    /// <summary>As <see cref="AskPathAsync"/>, for an argument that may also be a device, whose file system is mounted for a moment.</summary>
    private Task<string> AskAsync(ByteString argument, bool isWritten, ServerCallContext context, params string[] arguments)
        => IsMountable(argument)
            ? BtrfsSubvolumes.InTopAsync(
                Mountable.Parse(argument).Device.Path,
                isWritten,
                directory => Tool.RunAsync("btrfs", [.. arguments, directory], context.CancellationToken),
                failure => throw failure.ToException(),
                context.CancellationToken)
            : AskPathAsync(argument, context, arguments);

    private static bool IsMountable(ByteString argument)
    {
        if (argument.Span.StartsWith("btrfsvol:"u8))
        {
            return true;
        }

        return DeviceOrPath.Parse(argument).IsDevice;
    }

    private static string Positive(long value, string name)
        => value > 0
            ? value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : throw OperationFailedException.Invalid($"{name} is {value}, but must be 1 or more");
}
