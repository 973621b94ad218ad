using System.Globalization;

namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-add-fd</c>: puts an inherited descriptor into a set, under whose name QEMU opens it as a file.</summary>
/// <param name="Descriptor">The descriptor's number in QEMU.</param>
/// <param name="Set">The set's number.</param>
internal sealed record AddFd(int Descriptor, int Set) : IQemuArgument
{
    /// <summary>The name of a set as a file.</summary>
    public static string PathOf(long set) => string.Create(CultureInfo.InvariantCulture, $"/dev/fdset/{set}");

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-add-fd");
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"fd={Descriptor},set={Set}"));
    }
}
