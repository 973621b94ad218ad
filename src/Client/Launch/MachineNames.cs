using GuestCtl.Qemu.Arguments;

namespace GuestCtl.Launch;

/// <summary>How a machine's arguments name what it is connected with: descriptors that QEMU inherits, or paths where it can inherit none.</summary>
internal sealed record MachineNames
{
    /// <summary>The machine protocol.</summary>
    public required Chardev Qmp { get; init; }

    /// <summary>The guest's byte channel.</summary>
    public required Chardev Channel { get; init; }

    /// <summary>The kernel's file. <value>Default: none.</value></summary>
    public string? Kernel { get; init; }

    /// <summary>The initrd's file. <value>Default: none.</value></summary>
    public string? Initrd { get; init; }

    /// <summary>The appliance's root image. <value>Default: none.</value></summary>
    public string? RootImage { get; init; }

    /// <summary>The set of descriptors that <see cref="RootImage"/> is in. <value>Default: none, it is a path.</value></summary>
    public AddFd? RootSet { get; init; }

    /// <summary>The file that is the guest's memory. <value>Default: none.</value></summary>
    public string? Memory { get; init; }

    /// <summary>The socket to the program that carries the guest's packets. <value>Default: none, QEMU does that itself.</value></summary>
    public int? Network { get; init; }

    /// <summary>The memory that the guest shares with this process. <value>Default: none.</value></summary>
    public string? Rings { get; init; }
}
