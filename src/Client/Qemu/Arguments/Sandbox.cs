namespace GuestCtl.Qemu.Arguments;

/// <summary><c>-sandbox</c>: the system calls that QEMU gives up. Only for a binary that was built with it.</summary>
internal sealed record Sandbox : IQemuArgument
{
    /// <summary>The value of the switch.</summary>
    public const string Value = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";

    /// <inheritdoc/>
    public void AppendTo(List<string> arguments)
    {
        arguments.Add("-sandbox");
        arguments.Add(Value);
    }
}
