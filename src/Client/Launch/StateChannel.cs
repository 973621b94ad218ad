using System.Net.Sockets;
using GuestCtl.Confining;
using GuestCtl.Qemu.Qmp;

namespace GuestCtl.Launch;

/// <summary>The way on which a machine's state is saved or restored, once.</summary>
internal sealed class StateChannel : IDisposable
{
    private const string Name = "state";

    private StateChannel(NetworkStream stream) => Stream = stream;

    /// <summary>What QEMU's migration commands call it.</summary>
    public static string Uri => "fd:" + Name;

    /// <summary>This process's end.</summary>
    public NetworkStream Stream { get; }

    /// <summary>Makes one, and hands the other end to QEMU.</summary>
    public static async Task<StateChannel> OpenAsync(QmpClient qmp, CancellationToken cancellationToken)
    {
        using var pair = new SocketPair();
        await qmp.GetFdAsync(Name, pair.Other, cancellationToken).ConfigureAwait(false);
        return new StateChannel(pair.TakeStream());
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
