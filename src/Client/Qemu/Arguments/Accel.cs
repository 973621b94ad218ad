namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-accel</c>: what runs the guest's instructions.</summary>
/// <param name="Name">QEMU's word: <c>kvm</c>, <c>tcg</c>, <c>hvf</c> or <c>whpx</c>.</param>
internal sealed record Accel(string Name) : IQemuArgument
{
    /// <summary>
    /// Size of the buffer for translated code in MiB, for <c>tcg</c> only. QEMU's own default is an eighth of the host's RAM
    /// up to 1 GiB, which each live handle would slowly fill; a booted appliance needs well under this.
    /// <value>Default: 256.</value>
    /// </summary>
    public int TranslationBufferMiB { get; init; } = 256;

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        var text = new OptionText(Name);
        if (Name == "tcg")
            text.Add("thread", "multi").Add("tb-size", TranslationBufferMiB);
        arguments.Add("-accel");
        arguments.Add(text.ToString());
    }
}
