namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-machine</c>: the board.</summary>
/// <param name="Type">The board's name, such as <c>q35</c> or a versioned <c>pc-q35-7.2</c>.</param>
internal sealed record Machine(string Type) : IQemuArgument
{
    /// <summary>Id of the memory backend that is the guest's RAM. <value>Default: none, QEMU makes it from <c>-m</c>.</value></summary>
    public string? MemoryBackend { get; init; }

    /// <summary>Leaves out parts of the board that cost the guest time to probe and that nobody here uses.</summary>
    /// <value>Default: false.</value>
    public bool Lean { get; init; }

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        var text = new OptionText(Type);
        if (Lean)
        {
            text.Add("usb", false).Add("vmport", false).Add("smbus", false).Add("sata", false).Add("dump-guest-core", false);
        }
        text.Add("memory-backend", MemoryBackend);
        arguments.Add("-machine");
        arguments.Add(text.ToString());
    }
}
