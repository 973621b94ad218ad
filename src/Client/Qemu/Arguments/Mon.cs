namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-mon</c>: the machine protocol (QMP) on a byte stream.</summary>
/// <param name="Chardev">The stream.</param>
internal sealed record Mon(Chardev Chardev) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-mon");
        arguments.Add("chardev=" + OptionText.Escape(Chardev.Id) + ",mode=control");
    }
}
