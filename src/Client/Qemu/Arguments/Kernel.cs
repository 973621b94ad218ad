namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-kernel</c>: a Linux kernel that QEMU loads itself.</summary>
/// <param name="Path">A file on the host.</param>
internal sealed record Kernel(string Path) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-kernel");
        arguments.Add(Path);
    }
}
