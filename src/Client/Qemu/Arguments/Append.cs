namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-append</c>: the kernel command line.</summary>
/// <param name="Text">Words separated by spaces.</param>
internal sealed record Append(string Text) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-append");
        arguments.Add(Text);
    }
}
