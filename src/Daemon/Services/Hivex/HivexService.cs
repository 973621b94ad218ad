using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Hivex;

/// <summary>The Windows Registry: the open hive. Runs in the process of an engine, one call at a time.</summary>
internal sealed partial class HivexService : Protocol.Api.Hivex.HivexBase
{
    private const int NoRoot = 126; // ENOKEY, as libhivex has it

    private Libhivex? _hive;
    private GuestPath _path;
    private Libhivex.OpenMode _mode;

    private Libhivex Hive => _hive ?? throw OperationFailedException.Invalid("no hive is open: call hivex_open first", Reasons.HiveNotOpen);

    public override Task<Nothing> HivexOpen(HivexOpenRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Filename);
        var mode = (request.Verbose ? Libhivex.OpenMode.Verbose : 0)
            | (request.Debug ? Libhivex.OpenMode.Debug : 0)
            | (request.Write ? Libhivex.OpenMode.Write : 0)
            | (request.Unsafe ? Libhivex.OpenMode.Unsafe : 0);
        Close();
        using var file = OpenGuestFile(path, OpenFlags.ReadOnly);
        _hive = Libhivex.Open(file.ToolPath(), mode) ?? throw NoHive(path);
        (_path, _mode) = (path, mode);
        return Reply.Nothing;
    }

    public override Task<Nothing> HivexClose(NoArguments request, ServerCallContext context)
    {
        _ = Hive;
        Close();
        return Reply.Nothing;
    }

    public override Task<Int64Reply> HivexRoot(NoArguments request, ServerCallContext context) => Number(Hive.Root, "the root");

    /// <remarks>The file is found again, and not held open until then: that would keep its file system in use.</remarks>
    public override Task<Nothing> HivexCommit(HivexCommitRequest request, ServerCallContext context)
    {
        var hive = Hive;
        if (!_mode.HasFlag(Libhivex.OpenMode.Write))
        {
            throw OperationFailedException.FromErrno($"{_path}: the hive was not opened for writing", Errno.EROFS);
        }

        var path = request.HasFilename ? GuestPath.Parse(request.Filename) : _path;
        using var file = OpenGuestFile(path, request.HasFilename ? OpenFlags.WriteOnly | OpenFlags.Create : OpenFlags.WriteOnly);
        return Done(hive.Commit(file.ToolPath()), path.ToString());
    }

    private static SafeFileHandle OpenGuestFile(GuestPath path, OpenFlags flags)
    {
        try
        {
            return new GuestRoot().OpenContent(path, flags);
        }
        finally
        {
            // This process is not told when something is unmounted.
            TopDirectory.Drop();
        }
    }

    private static OperationFailedException NoHive(GuestPath path)
    {
        var error = SystemErrors.Last;
        return error is Errno.EINVAL or Errno.EOPNOTSUPP or NoRoot
            ? new OperationFailedException($"{path}: this is not a hive of the Windows Registry, or it is damaged: {SystemErrors.Text(error)}", error)
            : OperationFailedException.FromErrno(path.ToString(), error);
    }

    private static OperationFailedException Failure(string what) => OperationFailedException.FromLast(what);

    private static Task<Int64Reply> Number(nuint number, string what) => number != 0 ? Reply.Of((long)number) : throw Failure(what);

    // 0 stands for "there is none" unless there was an error.
    private static Task<Int64Reply> NumberOrNone(nuint number, string what) => number != 0 || SystemErrors.Last == 0 ? Reply.Of((long)number) : throw Failure(what);

    private static Task<Nothing> Done(bool succeeded, string what) => succeeded ? Reply.Nothing : throw Failure(what);

    private static Task<StringReply> Text(byte[]? text, string what) => Reply.Of(text ?? throw Failure(what));

    private void Close()
    {
        _hive?.Dispose();
        _hive = null;
    }
}
