namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-cpu</c>: the processor the guest sees.</summary>
/// <param name="Model">A model name; <c>host</c> under hardware acceleration, <c>max</c> under <c>tcg</c>.</param>
internal sealed record Cpu(string Model) : IQemuArgument
{
    /// <summary>The processor that fits an accelerator: all that the host has, or all that QEMU can emulate.</summary>
    public static Cpu For(string accelerator) => new(accelerator == "tcg" ? "max" : "host");

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-cpu");
        arguments.Add(Model);
    }
}
