namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-bios</c>: the firmware.</summary>
/// <param name="Path">A file on the host.</param>
internal sealed record Bios(string Path) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-bios");
        arguments.Add(Path);
    }
}
