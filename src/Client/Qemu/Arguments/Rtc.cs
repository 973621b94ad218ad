namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-rtc</c>: the guest's clock. UTC, and driven so that a guest stopped for a while does not replay missed ticks.</summary>
internal sealed record Rtc : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-rtc");
        arguments.Add("base=utc,clock=host,driftfix=none");
    }
}
