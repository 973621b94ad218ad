using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const uint PrivateDirectoryMode = 0x1c0; // 0700
    private const uint PrivateFileMode = 0x180; // 0600
    private const uint TypeBits = 0xf000;
    private const int RandomLetters = 6;

    // With 62 letters in six places a second try is as good as never needed.
    private const int MaxTries = 100;

    private static ReadOnlySpan<byte> Letters => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8;

    public override Task<Nothing> Mknod(MknodRequest request, ServerCallContext context)
        => MakeNode(request.Path, request.Mode, (uint)request.Mode & TypeBits, request.Devmajor, request.Devminor);

    public override Task<Nothing> Mkfifo(MkfifoRequest request, ServerCallContext context) => MakeNode(request.Path, request.Mode, (uint)FileType.Fifo, 0, 0, onlyPermissions: true);

    public override Task<Nothing> MknodB(MknodBRequest request, ServerCallContext context)
        => MakeNode(request.Path, request.Mode, (uint)FileType.BlockDevice, request.Devmajor, request.Devminor, onlyPermissions: true);

    public override Task<Nothing> MknodC(MknodCRequest request, ServerCallContext context)
        => MakeNode(request.Path, request.Mode, (uint)FileType.CharacterDevice, request.Devmajor, request.Devminor, onlyPermissions: true);

    public override Task<StringReply> Mkdtemp(MkdtempRequest request, ServerCallContext context)
        => MakeTemporary(request.Tmpl, [], static entry => Libc.MakeDirectory(entry.Directory, entry.Name, PrivateDirectoryMode));

    public override Task<StringReply> Mktemp(MktempRequest request, ServerCallContext context)
    {
        if (request.Suffix.Span.ContainsAny((byte)'/', (byte)0))
        {
            throw OperationFailedException.Invalid("the suffix cannot contain a slash or a zero byte");
        }

        return MakeTemporary(request.Tmpl, request.Suffix.Span, static entry =>
        {
            using var file = Libc.Openat(entry.Directory, entry.Name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, PrivateFileMode);
            return file is not null;
        });
    }

    private Task<Nothing> MakeNode(ByteString argument, int mode, uint type, int major, int minor, bool onlyPermissions = false)
    {
        if (mode < 0 || major < 0 || minor < 0)
        {
            throw mode < 0 ? Negative("mode", mode) : Negative("device number", Math.Min(major, minor));
        }

        if (onlyPermissions && ((uint)mode & TypeBits) != 0)
        {
            throw OperationFailedException.Invalid($"the mode {Convert.ToString(mode, 8)} must have permission bits only");
        }

        using var entry = root.OpenEntry(GuestPath.Parse(argument), Errno.EEXIST);
        entry.CheckFileName();
        entry.Check(Libc.MakeNode(entry.Directory, entry.Name, type | ((uint)mode & 0xfff), Libc.MakeDev((uint)major, (uint)minor)));
        return Reply.Nothing;
    }

    private Task<StringReply> MakeTemporary(ByteString template, ReadOnlySpan<byte> suffix, Func<Entry, bool> make)
    {
        var path = GuestPath.Parse(template);
        if (!template.Span.EndsWith("XXXXXX"u8))
        {
            throw OperationFailedException.Invalid($"{path}: the template must end with XXXXXX", Reasons.TemplateInvalid(path.ToString()));
        }

        // What is wrong with the directory is said of the name that the caller gave.
        root.OpenEntry(path).Dispose();
        for (var tries = 0; ; tries++)
        {
            var name = (byte[])[.. template.Span[..^RandomLetters], .. RandomName(), .. suffix];
            using var entry = root.OpenEntry(GuestPath.Parse(UnsafeByteOperations.UnsafeWrap(name)));
            if (make(entry))
            {
                return Reply.Of(name);
            }

            if (SystemErrors.Last != Errno.EEXIST || tries == MaxTries)
            {
                throw OperationFailedException.FromLast(path.ToString());
            }
        }
    }

    // From the kernel: what the process itself takes for random is the same in every machine made from one template.
    private static byte[] RandomName()
    {
        var name = new byte[RandomLetters];
        using var random = System.IO.File.OpenRead("/dev/urandom");
        random.ReadExactly(name);
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = Letters[name[i] % Letters.Length];
        }

        return name;
    }
}
