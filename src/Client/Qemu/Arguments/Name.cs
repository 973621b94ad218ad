namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-name</c>: what process lists show.</summary>
/// <param name="Guest">Free text.</param>
internal sealed record Name(string Guest) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-name");
        arguments.Add("guest=" + OptionText.Escape(Guest));
    }
}
