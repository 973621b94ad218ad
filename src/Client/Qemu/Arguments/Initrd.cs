namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-initrd</c>: the first root file system.</summary>
/// <param name="Path">A file on the host.</param>
internal sealed record Initrd(string Path) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-initrd");
        // With a multiboot kernel a comma separates modules; elsewhere QEMU takes the name as it is.
        arguments.Add(Path);
    }
}
