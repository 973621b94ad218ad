using System.Globalization;
using System.Net.Sockets;

namespace GuestCtl.Launch;

/// <summary>The way on which a machine's state is saved or restored, once.</summary>
/// <param name="Descriptor">The descriptor's number in QEMU.</param>
/// <param name="Stream">This process's end.</param>
internal sealed record StateChannel(int Descriptor, NetworkStream Stream)
{
    /// <summary>What QEMU's migration commands call it.</summary>
    public string Uri => string.Create(CultureInfo.InvariantCulture, $"fd:{Descriptor}");
}
