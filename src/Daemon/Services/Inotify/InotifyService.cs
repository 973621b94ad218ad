using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inotify;

/// <summary>What happens to files of the guest, one queue of events for each handle.</summary>
internal sealed class InotifyService(GuestRoot root) : Protocol.Api.Inotify.InotifyBase
{
    private const string LimitFile = "/proc/sys/fs/inotify/max_queued_events";

    // For the kernel, the open file itself is a link.
    private const uint DontFollow = 0x0200_0000;

    private readonly Lock _lock = new();
    private WatchQueue? _queue;

    private WatchQueue Queue => _queue ?? throw OperationFailedException.Invalid("nothing is watched: call inotify_init first", Reasons.NothingWatched);

    public override Task<Nothing> InotifyInit(InotifyInitRequest request, ServerCallContext context)
    {
        if (request.Maxevents < 0)
        {
            throw OperationFailedException.Invalid($"{request.Maxevents} is no number of events: it must be 0 or more");
        }

        using (root.OpenRoot())
        {
            // Something must be mounted.
        }

        lock (_lock)
        {
            if (request.Maxevents > 0)
            {
                File.WriteAllText(LimitFile, request.Maxevents.ToString(CultureInfo.InvariantCulture));
            }

            _queue?.Dispose();
            _queue = new WatchQueue();
        }

        return Reply.Nothing;
    }

    public override Task<Int64Reply> InotifyAddWatch(InotifyAddWatchRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        lock (_lock)
        {
            var queue = Queue;
            var mask = (uint)request.Mask;
            using var file = root.Open(path, OpenFlags.Path | ((mask & DontFollow) != 0 ? OpenFlags.NoFollow : 0));
            return Reply.Of((long)queue.Add(file, path, mask & ~DontFollow));
        }
    }

    public override Task<Nothing> InotifyRmWatch(InotifyRmWatchRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            Queue.Remove(request.Wd);
        }

        return Reply.Nothing;
    }

    public override Task<InotifyEventList> InotifyRead(NoArguments request, ServerCallContext context)
    {
        lock (_lock)
        {
            return Task.FromResult(new InotifyEventList { Values = { Queue.Read() } });
        }
    }

    public override Task<StringListReply> InotifyFiles(NoArguments request, ServerCallContext context)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        lock (_lock)
        {
            var queue = Queue;
            while (queue.Read() is { Count: > 0 } events)
            {
                names.UnionWith(events.Where(e => !e.InName.IsEmpty).Select(e => GuestText.Decode(e.InName)));
            }
        }

        return Reply.List(names);
    }

    public override Task<Nothing> InotifyClose(NoArguments request, ServerCallContext context)
    {
        lock (_lock)
        {
            Queue.Dispose();
            _queue = null;
        }

        return Reply.Nothing;
    }
}
