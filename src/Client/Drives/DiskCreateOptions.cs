namespace GuestCtl.Drives;

/// <summary>The optional arguments of libguestfs's <c>disk_create</c>.</summary>
internal sealed record DiskCreateOptions
{
    /// <summary>The image to stand on, as it is to be written into the new one. <value>Default: none.</value></summary>
    public string? Backingfile { get; init; }

    /// <summary>The format of <see cref="Backingfile"/>. <value>Default: none, found by looking.</value></summary>
    public string? Backingformat { get; init; }

    /// <summary>raw: <c>off</c>, <c>sparse</c> or <c>full</c>; qcow2: <c>off</c>, <c>sparse</c>, <c>metadata</c> or <c>full</c>. <value>Default: <c>off</c>.</value></summary>
    public string? Preallocation { get; init; }

    /// <summary>qcow2 only: <c>0.10</c> or <c>1.1</c>. <value>Default: QEMU's, <c>1.1</c>.</value></summary>
    public string? Compat { get; init; }

    /// <summary>qcow2 only: bytes of a cluster, a power of two from 512 to 2 MiB. <value>Default: QEMU's, 65536.</value></summary>
    public int? Clustersize { get; init; }
}
