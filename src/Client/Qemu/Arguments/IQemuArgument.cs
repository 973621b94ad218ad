namespace GuestCtl.Qemu.Arguments;

/// <summary>One switch of the QEMU command line, with its value if it has one.</summary>
internal interface IQemuArgument
{
    /// <summary>Adds the switch and its value to an argument list.</summary>
    void AppendTo(List<string> arguments);
}
