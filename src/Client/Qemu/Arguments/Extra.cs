namespace GuestCtl.Qemu.Arguments;

/// <summary>Arguments that the user gave (libguestfs's <c>config</c>), passed on as they are.</summary>
/// <param name="Arguments">One word each.</param>
internal sealed record Extra(IReadOnlyList<string> Arguments) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments) => arguments.AddRange(Arguments);
}
