namespace GuestCtl.Qemu.Arguments;

/// <summary>Switches in the order in which QEMU gets them. A back end must stand before the device that uses it.</summary>
internal sealed class QemuCommandLine
{
    private readonly List<IQemuArgument> _arguments = [];

    /// <summary>Adds one switch.</summary>
    public QemuCommandLine Add(IQemuArgument argument)
    {
        _arguments.Add(argument);
        return this;
    }

    /// <summary>Adds one switch if a condition holds.</summary>
    public QemuCommandLine AddIf(bool condition, Func<IQemuArgument> argument) => condition ? Add(argument()) : this;

    /// <summary>The argument list, without the program's own name.</summary>
    public IReadOnlyList<string> ToArguments()
    {
        var arguments = new List<string>();
        foreach (var argument in _arguments)
            argument.AppendTo(arguments);
        return arguments;
    }
}
