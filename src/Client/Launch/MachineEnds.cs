using System.Net.Sockets;
using GuestCtl.Confining;

namespace GuestCtl.Launch;

/// <summary>This process's ends of what a machine is connected with.</summary>
internal abstract class MachineEnds : IDisposable
{
    /// <summary>How the machine's arguments name the other ends.</summary>
    public abstract MachineNames Names { get; }

    /// <summary>What QEMU inherits as 3, 4 and so on.</summary>
    public abstract IReadOnlyList<InheritedDescriptor> Descriptors { get; }

    /// <summary>Makes the ends of a machine.</summary>
    /// <param name="spec">The machine.</param>
    /// <exception cref="IOException">A file of it cannot be opened, or the system refuses.</exception>
    public static MachineEnds Create(VirtualMachineSpec spec) => OperatingSystem.IsLinux() ? new InheritedEnds(spec) : new NamedEnds(spec);

    /// <summary>To be called when QEMU runs: what it inherited is its own from then on.</summary>
    public abstract void Started();

    /// <summary>The connection to the machine protocol.</summary>
    public abstract Task<NetworkStream> AcceptQmpAsync(CancellationToken cancellationToken);

    /// <summary>The connection to the guest's channel.</summary>
    public abstract Task<NetworkStream> AcceptChannelAsync(CancellationToken cancellationToken);

    /// <summary>Closes what was not accepted.</summary>
    public abstract void Dispose();
}
