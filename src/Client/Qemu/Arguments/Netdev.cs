using System.Globalization;

namespace GuestCtl.Qemu.Arguments;

/// <summary>
/// <c>-netdev</c>: the host's side of the guest's network. <c>stream</c> hands all packets to another program; <c>user</c> is QEMU's own network, which needs
/// no rights on the host but makes QEMU open sockets.
/// </summary>
/// <param name="Id">The name by which a network card asks for it.</param>
internal sealed record Netdev(string Id) : IQemuArgument
{
    /// <summary>Link-local, so that it cannot hide a network which the guest's own files talk about.</summary>
    public string Net { get; init; } = "169.254.0.0/16";

    /// <summary>An inherited socket to the program that carries the packets on. <value>Default: none, QEMU does it.</value></summary>
    public int? Descriptor { get; init; }

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-netdev");
        arguments.Add(Descriptor is { } descriptor
            ? new OptionText("stream").Add("id", Id).Add("server", "off").Add("addr.type", "fd").Add("addr.str", descriptor.ToString(CultureInfo.InvariantCulture)).ToString()
            : new OptionText("user").Add("id", Id).Add("net", Net).ToString());
    }
}
