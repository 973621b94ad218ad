using System.Globalization;

namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-smp</c>: the number of virtual processors.</summary>
/// <param name="Cpus">At least 1.</param>
internal sealed record Smp(int Cpus) : IQemuArgument
{
    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-smp");
        arguments.Add(Cpus.ToString(CultureInfo.InvariantCulture));
    }
}
