namespace GuestCtl;

/// <summary>How much a launch insists on QEMU being confined.</summary>
public enum Confinement
{
    /// <summary>Everything that this host allows; what is missing is logged, and <c>guestctl doctor</c> shows it.</summary>
    Best,

    /// <summary>A launch fails when any layer is missing.</summary>
    Require,
}
