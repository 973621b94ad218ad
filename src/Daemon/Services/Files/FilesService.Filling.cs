using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Services.Reports;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const int FillBlock = 256 * 1024;

    public override Task<Nothing> Fill(FillRequest request, ServerCallContext context)
        => request.C is >= 0 and <= byte.MaxValue
            ? FillWith([(byte)request.C], request.Len, request.Path, context)
            : throw OperationFailedException.Invalid($"c is {request.C}, but must be between 0 and 255", Reasons.ArgumentInvalid("c", request.C.ToString(CultureInfo.InvariantCulture)));

    public override Task<Nothing> FillPattern(FillPatternRequest request, ServerCallContext context)
        => request.Pattern.Length > 0
            ? FillWith(request.Pattern.Span, request.Len, request.Path, context)
            : throw OperationFailedException.Invalid("the pattern is empty: it must have at least one byte");

    public override Task<Nothing> FillDir(FillDirRequest request, ServerCallContext context)
    {
        if (request.Nr < 0)
        {
            throw Negative("number of files", request.Nr);
        }

        var path = GuestPath.Parse(request.Dir);
        using var directory = root.Open(path, OpenFlags.Path | OpenFlags.Directory);
        for (var i = 0; i < request.Nr; i++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var name = System.Text.Encoding.ASCII.GetBytes(i.ToString("d8", System.Globalization.CultureInfo.InvariantCulture));
            using var file = Libc.Openat(directory, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.NoFollow | OpenFlags.NonBlock, NewFileMode)
                ?? throw OperationFailedException.FromLast(path.Append(name).ToString());
        }

        return Reply.Nothing;
    }

    public override Task<Nothing> Fallocate(FallocateRequest request, ServerCallContext context) => Allocate(request.Path, request.Len);

    public override Task<Nothing> Fallocate64(Fallocate64Request request, ServerCallContext context) => Allocate(request.Path, request.Len);

    public override Task<Nothing> WriteFile(WriteFileRequest request, ServerCallContext context)
    {
        if (request.Size < 0 || request.Size > request.Content.Length)
        {
            throw OperationFailedException.Invalid($"size is {request.Size}, but the content has {request.Content.Length} bytes");
        }

        var content = request.Size == 0 ? request.Content.Span : request.Content.Span[..request.Size];
        using var target = Target(request.Path, OpenFlags.Truncate);
        return Libc.WriteAll(target.File, content) ? Reply.Nothing : throw OperationFailedException.FromLast(target.Name);
    }

    private Task<Nothing> FillWith(ReadOnlySpan<byte> pattern, int length, ByteString path, ServerCallContext context)
    {
        if (length < 0)
        {
            throw Negative("length", length);
        }

        // Whole patterns, so that one block can follow the other.
        var block = new byte[pattern.Length * Math.Max(1, Math.Min(FillBlock, length) / pattern.Length)];
        for (var at = 0; at < block.Length; at += pattern.Length)
        {
            pattern.CopyTo(block.AsSpan(at));
        }

        using var target = Target(path, OpenFlags.Truncate);
        using var writer = new LongWriter(target.File);
        var reports = new PositionReports(context, length);
        for (var rest = length; rest > 0; rest -= Math.Min(rest, block.Length))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!writer.Write(block.AsSpan(0, Math.Min(rest, block.Length))))
            {
                throw OperationFailedException.FromLast(target.Name);
            }

            reports.At(length - rest + Math.Min(rest, block.Length));
        }

        return writer.Complete() ? Reply.Nothing : throw OperationFailedException.FromLast(target.Name);
    }

    private Task<Nothing> Allocate(ByteString path, long length)
    {
        if (length < 0)
        {
            throw Negative("length", length);
        }

        using var target = Target(path, OpenFlags.Truncate);
        var error = Libc.Allocate(target.File, length);
        return error == 0 ? Reply.Nothing : throw OperationFailedException.FromErrno(target.Name, error);
    }
}
