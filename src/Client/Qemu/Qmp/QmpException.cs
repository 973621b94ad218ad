namespace GuestCtl.Qemu.Qmp;

/// <summary>QEMU refused a command. The connection still works.</summary>
internal sealed class QmpException(string command, string errorClass, string description)
    : Exception($"QEMU refused '{command}': {description}")
{
    /// <summary>The command, such as <c>blockdev-add</c>.</summary>
    public string Command { get; } = command;

    /// <summary>QEMU's class, mostly <c>GenericError</c>.</summary>
    public string ErrorClass { get; } = errorClass;

    /// <summary>QEMU's own text.</summary>
    public string Description { get; } = description;
}
