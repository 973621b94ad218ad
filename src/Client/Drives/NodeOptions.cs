namespace GuestCtl.Drives;

/// <summary>How a block node is used.</summary>
internal sealed record NodeOptions
{
    /// <summary>Never written to. <value>Default: false.</value></summary>
    public bool ReadOnly { get; init; }

    /// <summary>Flushes do nothing: fast, and lost in a host crash. <value>Default: false.</value></summary>
    public bool Unsafe { get; init; }

    /// <summary>Discarded and zeroed blocks free space on the host. <value>Default: false.</value></summary>
    public bool Unmap { get; init; }

    /// <summary>QEMU's file locks are taken and respected. <value>Default: true.</value></summary>
    public bool Locking { get; init; } = true;

    /// <summary>The same, for the images below a writable one, which are only read.</summary>
    public NodeOptions ForBacking() => this with { ReadOnly = true, Unmap = false };
}
