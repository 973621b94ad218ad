using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Augeas;

/// <summary>Configuration files as a tree: the tree as a whole. Runs in the process of an engine, one call at a time.</summary>
internal sealed partial class AugeasService : Protocol.Api.Augeas.AugeasBase
{
    private const Libaugeas.Mode AllFlags = Libaugeas.Mode.SaveBackup | Libaugeas.Mode.SaveNewFile | Libaugeas.Mode.TypeCheck
        | Libaugeas.Mode.NoStandardLenses | Libaugeas.Mode.SaveNothing | Libaugeas.Mode.NoLoad;

    // So many of the files that could not be saved are named.
    private const int NamedErrors = 3;

    private readonly GuestView _view = new();
    private Libaugeas? _tree;

    public override async Task<Nothing> AugInit(AugInitRequest request, ServerCallContext context)
    {
        var root = GuestPath.Parse(request.Root);
        var flags = (Libaugeas.Mode)request.Flags;
        if ((flags & ~AllFlags) != 0)
        {
            throw OperationFailedException.Invalid($"{request.Flags} is no sum of flags of aug_init, which are 1, 2, 4, 8, 16 and 32");
        }

        RequireRoot();
        Close();

        // The standard places of lenses are the guest's here, and a lens of the guest's could say anything.
        var lenses = flags.HasFlag(Libaugeas.Mode.NoStandardLenses) ? null : Libc.Terminated(GuestView.Lenses);
        _tree = await _view.RunAsync(() => Libaugeas.Open(
                Libc.Terminated(root.Bytes), lenses, flags | Libaugeas.Mode.NoStandardLenses | Libaugeas.Mode.KeepAfterError))
            ?? throw OperationFailedException.FromErrno("starting Augeas", Errno.ENOMEM);
        if (_tree.HasError)
        {
            var error = $"{root}: {_tree.Error}";
            Close();
            throw new OperationFailedException(error, Errno.EINVAL);
        }

        return new Nothing();
    }

    public override Task<Nothing> AugClose(NoArguments request, ServerCallContext context)
    {
        _ = Tree;
        Close();
        return Reply.Nothing;
    }

    public override async Task<Nothing> AugLoad(NoArguments request, ServerCallContext context)
    {
        RequireRoot();
        await AskAsync(tree => tree.Load(), "loading files");
        return new Nothing();
    }

    public override async Task<Nothing> AugSave(NoArguments request, ServerCallContext context)
    {
        RequireRoot();
        var tree = Tree;
        return await _view.RunAsync(() => tree.Save()) >= 0 ? new Nothing() : throw await UnsavedAsync(tree);
    }

    public override async Task<Nothing> AugTransform(AugTransformRequest request, ServerCallContext context)
    {
        var (lens, file) = (CText.Of(request.Lens, "name of a lens"), CText.Of(request.File, "name of a file"));
        await AskAsync(tree => tree.Transform(lens, file, request.Remove), GuestText.Decode(request.Lens));
        return new Nothing();
    }

    private Libaugeas Tree => _tree ?? throw OperationFailedException.Invalid("Augeas was not started: call aug_init first", Reasons.AugeasNotStarted);

    private static void RequireRoot()
    {
        if (!GuestView.IsMounted)
        {
            throw OperationFailedException.Invalid("no file system is mounted on /: call 'mount' first", Reasons.RootNotMounted);
        }
    }

    // A result below zero is an error.
    private async Task<int> AskAsync(Func<Libaugeas, int> ask, string what)
    {
        var tree = Tree;
        var result = await _view.RunAsync(() => ask(tree));
        return result >= 0 ? result : throw Failure(tree, what);
    }

    private static OperationFailedException Failure(Libaugeas tree, string what)
        => new($"{what}: {(tree.Error is { Length: > 0 } error ? error : "Augeas does not say why this failed")}", Errno.EINVAL);

    private static byte[] Path(ByteString path) => CText.Of(path, "path");

    // Why each file could not be saved is in the tree.
    private async Task<OperationFailedException> UnsavedAsync(Libaugeas tree)
    {
        var error = tree.Error;
        var files = await _view.RunAsync(() =>
        {
            var nodes = tree.Match("/augeas//error\0"u8.ToArray()) ?? [];
            return nodes.Take(NamedErrors).Select(node =>
            {
                tree.Get([.. node, 0], out var kind);
                tree.Get([.. node, .. "/message\0"u8], out var message);
                var file = GuestText.Decode(node).Replace("/augeas/files", "", StringComparison.Ordinal).Replace("/error", "", StringComparison.Ordinal);
                return string.Join(": ", new[] { file, GuestText.Decode(kind), GuestText.Decode(message) }.Where(part => part.Length > 0));
            }).ToList();
        });
        return new OperationFailedException(
            $"saving files failed: {(files.Count > 0 ? string.Join("; ", files) : error.Length > 0 ? error : "Augeas does not say why")}", Errno.EIO);
    }

    private void Close()
    {
        _tree?.Dispose();
        _tree = null;
    }
}
