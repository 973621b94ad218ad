using System.Collections.Immutable;
using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>What the last inspection found.</summary>
internal sealed class InspectionStore
{
    private ImmutableArray<InspectedSystem>? _systems;

    /// <summary>The systems in the order they were found; none before the first inspection.</summary>
    public ImmutableArray<InspectedSystem> Systems => _systems ?? [];

    public void Replace(IEnumerable<InspectedSystem> systems) => _systems = [.. systems];

    /// <summary>The system with a root file system.</summary>
    /// <exception cref="OperationFailedException">EINVAL: nothing was inspected, or there is no such system.</exception>
    public InspectedSystem this[ByteString root]
    {
        get
        {
            var (device, subvolume) = Mountable.Split(root.Span);
            var name = Mountable.Format(device, subvolume);
            if (_systems is not { } systems)
            {
                throw new OperationFailedException($"{name}: nothing has been inspected yet: call inspect_os first", Errno.EINVAL, Reasons.NothingInspected);
            }

            return systems.FirstOrDefault(system => system.Root == name)
                ?? throw new OperationFailedException(
                    $"{name}: root device not found: only call this function with a root that inspect_os returned", Errno.EINVAL, Reasons.RootUnknown(name));
        }
    }
}
