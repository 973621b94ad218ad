using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Reports;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Copies by rsync. It gets open directories, so that no link in the guest's paths leads it elsewhere.</summary>
internal sealed partial class ArchivesService
{
    public override async Task<Nothing> Rsync(RsyncRequest request, ServerCallContext context)
    {
        using var source = RsyncPath.Source(root, request.Src);
        using var target = RsyncPath.Target(root, request.Dest);
        await RsyncAsync(source.Argument, target.Argument, request.Archive, request.Deletedest, context);
        return new Nothing();
    }

    public override async Task<Nothing> RsyncIn(RsyncInRequest request, ServerCallContext context)
    {
        using var target = RsyncPath.Target(root, request.Dest);
        await RsyncAsync(Remote(request.Remote), target.Argument, request.Archive, request.Deletedest, context);
        return new Nothing();
    }

    public override async Task<Nothing> RsyncOut(RsyncOutRequest request, ServerCallContext context)
    {
        using var source = RsyncPath.Source(root, request.Src);
        await RsyncAsync(source.Argument, Remote(request.Remote), request.Archive, request.Deletedest, context);
        return new Nothing();
    }

    // Anything else would be a file of the appliance.
    private static byte[] Remote(ByteString remote)
    {
        var text = GuestText.Decode(remote);
        var isServer = text.StartsWith("rsync://", StringComparison.Ordinal) || (text.IndexOf(':') is var colon and > 0 && !text[..colon].Contains('/'));
        return isServer && !text.StartsWith('-') && !text.Contains('\0')
            ? remote.ToByteArray()
            : throw OperationFailedException.Invalid($"{text}: not a place on a server, such as rsync://host/module/path");
    }

    private static async Task RsyncAsync(byte[] source, byte[] target, bool archive, bool delete, ServerCallContext context)
    {
        List<string> options = ["-0", "-x", "rsync"];
        if (archive)
        {
            options.Add("--archive");
        }

        if (delete)
        {
            options.Add("--delete");
        }

        await using var pulse = new Pulse(context);

        // Names need not be text, which arguments must be here: xargs makes arguments of any bytes.
        byte[] names = [.. source, 0, .. target];
        var result = await Tool.PipeAsync("xargs", [.. options, "--"], PipeSource.FromBytes(names), PipeTarget.Null, context.CancellationToken);
        if (!result.Succeeded)
        {
            throw (result with { Name = "rsync" }).ToException();
        }
    }

    // A name in an open directory; or the directory itself, with a slash at the end.
    private sealed class RsyncPath : IDisposable
    {
        private readonly IDisposable _opened;

        private RsyncPath(IDisposable opened, SafeFileHandle directory, ReadOnlySpan<byte> name)
        {
            _opened = opened;
            Argument = [.. GuestText.Encode(directory.ToolPath()), (byte)'/', .. name];
        }

        public byte[] Argument { get; }

        /// <summary>What is copied: a directory's content if the path ends in a slash, else what has the name. A link is copied, not followed.</summary>
        public static RsyncPath Source(GuestRoot root, ByteString argument)
        {
            var path = GuestPath.Parse(argument);
            return argument.Span[^1] == '/' && IsDirectory(root, path) ? Open(root, path) : Open(root.OpenEntry(path));
        }

        /// <summary>Where it goes. A link to a directory of the guest is followed here, and any other is refused: rsync would follow it out of the guest.</summary>
        public static RsyncPath Target(GuestRoot root, ByteString argument)
        {
            var path = GuestPath.Parse(argument);
            if (IsDirectory(root, path))
            {
                return Open(root, path);
            }

            return root.TryStat(path, followLinks: false)?.Type == FileType.SymbolicLink
                ? throw OperationFailedException.Invalid($"{path}: a symbolic link that does not lead to a directory")
                : Open(root.OpenEntry(path));
        }

        private static bool IsDirectory(GuestRoot root, GuestPath path) => root.TryStat(path, followLinks: true)?.Type == FileType.Directory;

        private static RsyncPath Open(GuestRoot root, GuestPath path)
        {
            var directory = root.Open(path, OpenFlags.Path | OpenFlags.Directory);
            return new RsyncPath(directory, directory, []);
        }

        private static RsyncPath Open(Entry entry) => new(entry, entry.Directory, entry.Name);

        public void Dispose() => _opened.Dispose();
    }
}
