namespace GuestCtl.Confining;

/// <summary>What stands between QEMU and the host. Each layer holds without the others.</summary>
[Flags]
internal enum ConfinementLayers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>No capabilities, no new privileges, a clean environment, no descriptors but its own.</summary>
    Privileges = 1,

    /// <summary>A user that owns nothing, where the library runs as root.</summary>
    User = 2,

    /// <summary>Namespaces, and a root directory with nothing in it but QEMU.</summary>
    Namespaces = 4,

    /// <summary>Landlock: no file can be opened by name but QEMU's own.</summary>
    Landlock = 8,

    /// <summary>A filter of system calls that stands before QEMU's own sandbox.</summary>
    Filter = 16,
}
