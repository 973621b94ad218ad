using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Devices.Links;

/// <summary>Makes the links in /dev that udev would make, such as /dev/disk/by-uuid and the names of volumes. The appliance has no udev, because starting it and
/// letting it look at all devices would slow down each launch. Instead, the links are brought up to date when somebody may look at them: before a program of the
/// guest starts, and when a caller uses such a name. Only devices that have changed since the last time are read.</summary>
internal static class DeviceLinks
{
    // A device that cannot be read has no names then.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly Lock Lock = new();
    private static readonly SortedDictionary<string, DeviceFacts> Known = new(DeviceName.Order);
    private static DeviceChanges? _changes;
    private static Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>Makes the links those of the devices as they are now.</summary>
    public static void Update()
    {
        VolumeAssembly.Ensure();
        lock (Lock)
        {
            var changed = Changed();
            if (changed.Count > 0)
            {
                Read(changed);
                Apply();
            }
        }
    }

    private static HashSet<string> Changed()
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var isFirst = _changes is null;
        _changes ??= new DeviceChanges();
        if (!_changes.Take(changed) || isFirst)
        {
            changed.UnionWith(Known.Keys);
            changed.UnionWith(SysBlock.All);
        }

        // Who writes to a disk may have changed what is in its partitions.
        changed.UnionWith(changed.SelectMany(SysBlock.Partitions).ToList());
        return changed;
    }

    private static void Read(HashSet<string> changed)
    {
        foreach (var name in changed)
        {
            Known.Remove(name);
        }

        var ofGuest = changed.Where(BlockDevice.IsOfTheGuest).Order(DeviceName.Order).ToList();
        foreach (var name in ofGuest)
        {
            PrepareNode(name);
        }

        foreach (var facts in ReadFacts(ofGuest))
        {
            Known[facts.Name] = facts;
        }
    }

    private static List<DeviceFacts> ReadFacts(List<string> names)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            return FactsReader.ReadAsync(names, deadline.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationFailedException or OperationCanceledException)
        {
            Console.Error.WriteLine($"guestctld: looking for names of {string.Join(", ", names)}: {e.Message}");
            return [];
        }
    }

    // Before it is read, so that nothing that is written meanwhile is missed.
    private static void PrepareNode(string name)
    {
        using var node = Libc.Open(DeviceName.Directory + name, OpenFlags.Path | OpenFlags.NoFollow);
        if (node is not null && Libc.Stat(node, out var status) && status.Type == FileType.BlockDevice)
        {
            LinkTree.SetRights(node);
            _changes!.Watch(node, name);
        }
    }

    private static void Apply()
    {
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var device in Known.Values.OrderByDescending(device => device.Priority))
        {
            foreach (var name in LinkNames.Of(device))
            {
                links.TryAdd(name, device.Name);
            }
        }

        foreach (var (name, device) in _links.Where(link => !links.ContainsKey(link.Key)))
        {
            LinkTree.Remove(name, device);
        }

        _links = links.Where(link => LinkTree.Set(link.Key, link.Value)).ToDictionary(StringComparer.Ordinal);
    }
}
