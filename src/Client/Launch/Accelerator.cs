namespace GuestCtl.Launch;

/// <summary>What runs the guest's instructions.</summary>
internal enum Accelerator
{
    /// <summary>QEMU's own translator. Works everywhere, slowly.</summary>
    Tcg,

    /// <summary>Linux.</summary>
    Kvm,

    /// <summary>macOS.</summary>
    Hvf,

    /// <summary>Windows.</summary>
    Whpx,
}

/// <summary>What the user said about the accelerator.</summary>
internal enum AcceleratorPreference
{
    /// <summary>The best that works.</summary>
    Automatic,

    /// <summary>KVM or nothing (<c>force_kvm</c>).</summary>
    ForceKvm,

    /// <summary>Emulation, whatever the host has (<c>force_tcg</c>).</summary>
    ForceTcg,
}

/// <summary>Names of accelerators.</summary>
internal static class AcceleratorNames
{
    /// <summary>QEMU's word.</summary>
    public static string QemuName(this Accelerator accelerator) => accelerator switch
    {
        Accelerator.Kvm => "kvm",
        Accelerator.Hvf => "hvf",
        Accelerator.Whpx => "whpx",
        _ => "tcg",
    };
}
