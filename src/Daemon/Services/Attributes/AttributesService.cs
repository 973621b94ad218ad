using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Attributes;

/// <summary>Extended attributes of files.</summary>
internal sealed partial class AttributesService(GuestRoot root) : Protocol.Api.Attributes.AttributesBase
{
    // One value has at most 64 KiB, so this bounds a message well below the wire's limit.
    private const int BatchBytes = 64 * 1024;

    public override async Task Lxattrlist(LxattrlistRequest request, IServerStreamWriter<XattrList> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        foreach (var name in request.Names)
        {
            if (name.Span.ContainsAny((byte)'/', (byte)0))
            {
                throw OperationFailedException.Invalid($"names: '{GuestText.Decode(name)}' is not a file name");
            }
        }

        using var directory = root.TryOpen(path, OpenFlags.Path | OpenFlags.Directory);
        var batch = new XattrList();
        var bytes = 0;
        foreach (var name in request.Names)
        {
            var attributes = Of(path, directory, name);
            batch.Values.Add(new Xattr { Attrval = ByteString.CopyFromUtf8(attributes?.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "") });
            batch.Values.AddRange(attributes ?? []);
            bytes += 16 + (attributes?.Sum(a => a.Attrname.Length + a.Attrval.Length) ?? 0);
            if (bytes >= BatchBytes)
            {
                await responseStream.WriteAsync(batch, context.CancellationToken);
                (batch, bytes) = (new XattrList(), 0);
            }
        }

        await responseStream.WriteAsync(batch, context.CancellationToken);
    }

    public override Task<XattrList> Getxattrs(GetxattrsRequest request, ServerCallContext context) => All(request.Path, OpenFlags.Path);

    public override Task<XattrList> Lgetxattrs(LgetxattrsRequest request, ServerCallContext context) => All(request.Path, OpenFlags.Path | OpenFlags.NoFollow);

    public override Task<BytesReply> Getxattr(GetxattrRequest request, ServerCallContext context) => One(request.Path, request.Name, OpenFlags.Path);

    public override Task<BytesReply> Lgetxattr(LgetxattrRequest request, ServerCallContext context)
        => One(request.Path, request.Name, OpenFlags.Path | OpenFlags.NoFollow);

    public override Task<Nothing> Setxattr(SetxattrRequest request, ServerCallContext context)
        => Set(request.Path, request.Xattr, Shortened(request.Val, request.Vallen), OpenFlags.Path);

    public override Task<Nothing> Lsetxattr(LsetxattrRequest request, ServerCallContext context)
        => Set(request.Path, request.Xattr, Shortened(request.Val, request.Vallen), OpenFlags.Path | OpenFlags.NoFollow);

    public override Task<Nothing> Removexattr(RemovexattrRequest request, ServerCallContext context) => Remove(request.Path, request.Xattr, OpenFlags.Path);

    public override Task<Nothing> Lremovexattr(LremovexattrRequest request, ServerCallContext context)
        => Remove(request.Path, request.Xattr, OpenFlags.Path | OpenFlags.NoFollow);

    // Null if the name cannot be looked at.
    private List<Xattr>? Of(GuestPath path, SafeFileHandle? directory, ByteString name)
    {
        if (directory is null || name.IsEmpty)
        {
            return null;
        }

        // The parent of the guest's root is the root: only the resolution below it knows that.
        using var file = name.Span is [(byte)'.', (byte)'.']
            ? root.TryOpen(path.Append(name.Span), OpenFlags.Path | OpenFlags.NoFollow)
            : Libc.Openat(directory, name.Span, OpenFlags.Path | OpenFlags.NoFollow);
        return file is null ? null : ExtendedAttributes.Read(file);
    }

    private Task<XattrList> All(ByteString argument, OpenFlags flags)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.Open(path, flags);
        var attributes = ExtendedAttributes.Read(file) ?? throw OperationFailedException.FromLast(path.ToString());
        return Task.FromResult(new XattrList { Values = { attributes } });
    }

    private Task<BytesReply> One(ByteString argument, ByteString attribute, OpenFlags flags)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.Open(path, flags);
        return Task.FromResult(ExtendedAttributes.Value(file, What(path, attribute), attribute.Span));
    }

    private Task<Nothing> Set(ByteString argument, ByteString attribute, ByteString value, OpenFlags flags)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.Open(path, flags);
        var what = What(path, attribute);
        return Libc.SetXattr(file, attribute.Span, value.Span) ? Reply.Nothing : throw OperationFailedException.FromLast(what);
    }

    private Task<Nothing> Remove(ByteString argument, ByteString attribute, OpenFlags flags)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.Open(path, flags);
        var what = What(path, attribute);
        return Libc.RemoveXattr(file, attribute.Span) ? Reply.Nothing : throw OperationFailedException.FromLast(what);
    }

    // A C program may count the zero byte that ends its string.
    private static ByteString Shortened(ByteString value, int length)
        => length >= 0 && length <= value.Length ? UnsafeByteOperations.UnsafeWrap(value.Memory[..length])
            : length == value.Length + 1 ? UnsafeByteOperations.UnsafeWrap((byte[])[.. value.Span, 0])
            : throw OperationFailedException.Invalid($"vallen is {length}, but the value has {value.Length} bytes");

    private static string What(GuestPath path, ByteString attribute)
        => attribute.Span.Contains((byte)0)
            ? throw OperationFailedException.Invalid("the name of an attribute cannot contain a zero byte")
            : $"{path}: {GuestText.Decode(attribute)}";
}
