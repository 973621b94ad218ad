namespace GuestCtl.Events;

/// <summary>What happened to a handle. The numbers are libguestfs's.</summary>
[Flags]
public enum GuestEventKind
{
    /// <summary>The handle was closed.</summary>
    Close = 0x1,

    /// <summary>QEMU ended, expected or not.</summary>
    SubprocessQuit = 0x2,

    /// <summary>The appliance answered for the first time.</summary>
    LaunchDone = 0x4,

    /// <summary>A long call has come further.</summary>
    Progress = 0x8,

    /// <summary>Output of the appliance's console.</summary>
    Appliance = 0x10,

    /// <summary>A message of the library itself.</summary>
    Library = 0x20,

    /// <summary>A call or its result, while tracing.</summary>
    Trace = 0x40,

    /// <summary>A function was entered.</summary>
    Enter = 0x80,

    /// <summary>libvirt asks who is there: the handler gives the answers with <see cref="GuestFs.SetLibvirtRequestedCredential"/>.</summary>
    LibvirtAuth = 0x100,

    /// <summary>A warning of the library.</summary>
    Warning = 0x200,
}
