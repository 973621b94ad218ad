using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Programs;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>The appliance's kernel and the daemon's own state.</summary>
internal sealed partial class CommandsService
{
    private const int AllPermissions = 0x1ff;

    // So that the answer is on its way before the machine ends.
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(100);

    public override Task<Nothing> DropCaches(DropCachesRequest request, ServerCallContext context)
    {
        if (request.Whattodrop is < 1 or > 3)
        {
            throw OperationFailedException.Invalid($"whattodrop is {request.Whattodrop}, but must be 1, 2 or 3");
        }

        Libc.Sync();
        File.WriteAllText("/proc/sys/vm/drop_caches", request.Whattodrop.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Reply.Nothing;
    }

    public override Task<IntReply> Umask(UmaskRequest request, ServerCallContext context)
    {
        if (request.Mask is < 0 or > AllPermissions)
        {
            var mask = "0" + Convert.ToString(request.Mask, 8);
            throw OperationFailedException.Invalid($"mask is {mask}, but must be between 0 and 0777", Reasons.ArgumentInvalid("mask", mask));
        }

        return Reply.Of((int)ProcessUmask.Set((uint)request.Mask));
    }

    public override Task<IntReply> GetUmask(NoArguments request, ServerCallContext context) => Reply.Of((int)ProcessUmask.Current);

    public override async Task<Nothing> Modprobe(ModprobeRequest request, ServerCallContext context)
    {
        var name = GuestText.Decode(request.Modulename);
        if (name.Length == 0 || !Tool.IsText(name))
        {
            throw OperationFailedException.Invalid($"'{name}' is not the name of a module");
        }

        await Tool.RunAsync("modprobe", ["--", name], context.CancellationToken);
        return new Nothing();
    }

    public override Task<StringListReply> DebugCmdline(NoArguments request, ServerCallContext context)
        => Reply.List(File.ReadAllText("/proc/cmdline").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public override async Task<Nothing> DebugUpload(IAsyncStreamReader<DebugUploadRequest> requestStream, ServerCallContext context)
    {
        await Content.ReceiveAsync(
            requestStream,
            static request => request.Filename,
            static request =>
            {
                var path = GuestText.Decode(request.Tmpname);
                var file = Libc.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, (uint)request.Mode & AllPermissions)
                    ?? throw OperationFailedException.FromLast(path);
                return new ContentTarget(file, path);
            },
            context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> InternalExit(NoArguments request, ServerCallContext context)
    {
        _ = Task.Delay(LastMoment).ContinueWith(static _ => Libc.PowerOff(), TaskScheduler.Default);
        return Reply.Nothing;
    }
}
