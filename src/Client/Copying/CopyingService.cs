using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Copying;

/// <summary>copy_in and copy_out: the host's tar at one end, the guest's tree at the other.</summary>
internal sealed class CopyingService(GuestFs guest) : Files.FilesBase
{
    public override async Task<Nothing> CopyIn(CopyInRequest request, ServerCallContext context)
    {
        var source = HostPath("copy_in", request.Localpath.ToByteArray());
        var target = GuestText.Decode(request.Remotedir);
        if (source.Length == 0 || Path.GetFileName(source).Length == 0 || !Path.Exists(source))
        {
            throw Failed("copy_in", $"'{source}' is not a file or directory of this machine", Errno.ENOENT, Reasons.HostFileNotFound(source));
        }

        if (!await guest.IsDirAsync(target, followSymlinks: true, context.CancellationToken).ConfigureAwait(false))
        {
            throw Failed("copy_in", $"'{target}' is not a directory of the guest", Errno.ENOTDIR, Reasons.GuestNotADirectory(target));
        }

        await RunAsync("copy_in", async () =>
        {
            await using var packer = HostTar.PackNamed(source);
            await guest.TarInAsync(packer.Output, target, xattrs: false, cancellationToken: context.CancellationToken).ConfigureAwait(false);
            await packer.FinishAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        return new Nothing();
    }

    public override async Task<Nothing> CopyOut(CopyOutRequest request, ServerCallContext context)
    {
        var source = GuestText.Decode(request.Remotepath);
        var directory = HostPath("copy_out", request.Localdir.ToByteArray());
        if (!Directory.Exists(directory))
        {
            throw Failed("copy_out", $"'{directory}' is not a directory of this machine", Errno.ENOTDIR, Reasons.HostNotADirectory(directory));
        }

        if (await guest.IsDirAsync(source, followSymlinks: true, context.CancellationToken).ConfigureAwait(false))
        {
            await RunAsync("copy_out", () => CopyTreeAsync(source, directory, context.CancellationToken)).ConfigureAwait(false);
        }
        else if (await guest.IsFileAsync(source, followSymlinks: true, context.CancellationToken).ConfigureAwait(false))
        {
            await RunAsync("copy_out", () => CopyFileAsync(source, directory, context.CancellationToken)).ConfigureAwait(false);
        }
        else
        {
            throw await guest.ExistsAsync(source, context.CancellationToken).ConfigureAwait(false)
                ? Failed("copy_out", $"'{source}' is neither a file nor a directory", Errno.EINVAL)
                : Failed("copy_out", $"'{source}' does not exist in the guest", Errno.ENOENT, Reasons.GuestFileNotFound(source));
        }

        return new Nothing();
    }

    private async Task CopyTreeAsync(string source, string directory, CancellationToken cancellationToken)
    {
        using var place = HostDirectory.Open(directory);
        using var made = PathNames.NameOf(source) is { Length: > 0 } name ? place.OpenOrMake(name) : null;
        var copy = new TreeCopy(guest) { KeepOwners = Environment.IsPrivilegedProcess };
        await copy.RunAsync(source, made ?? place, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyFileAsync(string source, string directory, CancellationToken cancellationToken)
    {
        using var place = HostDirectory.Open(directory);
        using var file = place.Create(PathNames.NameOf(source));
        await using (var content = file.OpenContent())
        {
            await guest.DownloadAsync(GuestFilePath.Of(source), content, cancellationToken).ConfigureAwait(false);
        }

        file.TakeName();
    }

    private static async Task RunAsync(string function, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GuestOperationException(function, e.Message, Errno.EIO, e, FullDisk.ReasonOf(e));
        }
    }

    private string HostPath(string function, byte[] path)
        => path.Length == 0 ? "" : Path.TrimEndingDirectorySeparator(Path.GetFullPath(guest.Settings.Locate(function, GuestText.Decode(path))));

    private static GuestOperationException Failed(string function, string message, int errno, ErrorReason? reason = null) => new(function, message, errno, reason: reason);
}
