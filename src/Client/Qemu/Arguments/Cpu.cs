namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-cpu</c>: the processor the guest sees.</summary>
/// <param name="Model">A model name; <c>host</c> under hardware acceleration, <c>max</c> under <c>tcg</c>. Features may follow it.</param>
internal sealed record Cpu(string Model) : IQemuArgument
{
    // A processor with these copies memory by one string instruction, which emulation carries out byte by byte. Without them the kernel and
    // the C library copy in words: a download from the guest is twice as fast. SMAP cuts the kernel's code in pieces, each translated for
    // itself: without it a launch is a tenth faster. The guest's kernel is no barrier that GuestCtl counts on.
    private const string Emulated = "max,-erms,-fsrm,-smap";

    /// <summary>The processor that fits an accelerator: all that the host has, or all that QEMU emulates fast.</summary>
    public static Cpu For(string accelerator) => new(accelerator == "tcg" ? Emulated : "host");

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-cpu");
        arguments.Add(Model);
    }
}
