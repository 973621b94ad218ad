using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Archives.Initrd;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>What is in initial RAM disks.</summary>
internal sealed partial class ArchivesService
{
    // Both answers are one message.
    private const int MaxReply = FrameLimits.MaxPayload - 4096;
    private const int NameOverhead = 8;

    public override async Task<StringListReply> InitrdList(InitrdListRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        var reply = new StringListReply();
        var size = 0;
        await new InitrdFile(root, path).VisitAsync(
            entry =>
            {
                size += entry.Name.Length + NameOverhead;
                if (size > MaxReply)
                {
                    throw new OperationFailedException($"{path}: its list of names takes more than {MaxReply} bytes", Errno.EMSGSIZE);
                }

                reply.Values.Add(UnsafeByteOperations.UnsafeWrap(entry.Name));
                return null;
            },
            context.CancellationToken);
        return reply;
    }

    public override async Task<BytesReply> InitrdCat(InitrdCatRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Initrdpath);
        var called = $"{path}: {GuestText.Decode(request.Filename)}";
        var wanted = Plain(request.Filename.Span).ToArray();
        var initrd = new InitrdFile(root, path);

        // As in the tree that the kernel makes of it, a later file replaces an earlier one of the same name.
        var (found, content) = await ReadAsync(initrd, entry => Plain(entry.Name).SequenceEqual(wanted), called, context.CancellationToken);
        if (found is null)
        {
            throw new OperationFailedException($"{called}: there is no such file in the initrd", Errno.ENOENT);
        }

        if (!found.IsRegular)
        {
            throw found.IsDirectory ? OperationFailedException.FromErrno(called, Errno.EISDIR) : OperationFailedException.Invalid($"{called}: not a regular file");
        }

        if (found is { Links: > 1, Size: 0 })
        {
            // Another of its names has the content.
            (_, content) = await ReadAsync(initrd, entry => entry.Inode == found.Inode && entry.Size > 0, called, context.CancellationToken);
        }

        return new BytesReply { Value = UnsafeByteOperations.UnsafeWrap(content) };
    }

    private static async Task<(CpioEntry? Found, byte[] Content)> ReadAsync(
        InitrdFile initrd, Predicate<CpioEntry> isWanted, string called, CancellationToken cancellationToken)
    {
        CpioEntry? found = null;
        MemoryStream content = new();
        await initrd.VisitAsync(
            entry =>
            {
                if (!isWanted(entry))
                {
                    return null;
                }

                if (entry.Size > MaxReply)
                {
                    throw new OperationFailedException($"{called}: it is longer than {MaxReply} bytes", Errno.EMSGSIZE);
                }

                found = entry;
                content.SetLength(0);
                return more => content.Write(more.Span);
            },
            cancellationToken);
        return (found, content.ToArray());
    }

    // "./init", "/init" and "init" are the same file.
    private static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> name)
    {
        while (name is [(byte)'/', ..] or [(byte)'.', (byte)'/', ..])
        {
            name = name[(name[0] == '/' ? 1 : 2)..];
        }

        return name;
    }
}
