using System.Net.Sockets;
using GuestCtl.Confining;
using GuestCtl.Qemu.Arguments;

namespace GuestCtl.Launch;

/// <summary>Connections by the names of sockets and files, for systems on which QEMU can inherit nothing.</summary>
internal sealed class NamedEnds : MachineEnds
{
    private readonly HostSocket _qmp;
    private readonly HostSocket _channel;

    /// <summary>Listens for QEMU.</summary>
    public NamedEnds(VirtualMachineSpec spec)
    {
        _qmp = new HostSocket(spec.Dir.SocketPath("qmp"));
        _channel = new HostSocket(spec.Dir.SocketPath("channel"));
        Names = new MachineNames
        {
            Qmp = Chardev.Socket("qmp", _qmp.Path),
            Channel = Chardev.Socket("channel", _channel.Path),
            Kernel = spec.Kernel,
            Initrd = spec.Initrd,
            RootImage = spec.RootImage,
        };
    }

    /// <inheritdoc/>
    public override MachineNames Names { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<InheritedDescriptor> Descriptors => [];

    /// <inheritdoc/>
    public override void Started()
    {
    }

    /// <inheritdoc/>
    public override Task<NetworkStream> AcceptQmpAsync(CancellationToken cancellationToken) => _qmp.AcceptAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task<NetworkStream> AcceptChannelAsync(CancellationToken cancellationToken) => _channel.AcceptAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _qmp.Dispose();
        _channel.Dispose();
    }
}
