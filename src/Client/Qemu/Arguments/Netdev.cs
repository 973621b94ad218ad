namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-netdev user</c>: QEMU's own network, which needs no rights on the host.</summary>
/// <param name="Id">The name by which a network card asks for it.</param>
internal sealed record Netdev(string Id) : IQemuArgument
{
    /// <summary>Link-local, so that it cannot hide a network which the guest's own files talk about.</summary>
    public string Net { get; init; } = "169.254.0.0/16";

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-netdev");
        arguments.Add(new OptionText("user").Add("id", Id).Add("net", Net).ToString());
    }
}
