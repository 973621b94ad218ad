using GuestCtl.Drives;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Libvirt;

/// <summary>How the disks of a virtual machine become drives of a handle. The members are those of <c>add_domain</c>.</summary>
internal sealed record DomainDrives
{
    private static readonly string[] Treatments = ["error", "read", "write", "ignore"];

    public bool ReadOnly { get; init; }

    public string? Iface { get; init; }

    /// <summary>What becomes of a disk that the machine itself only reads: error, read, write or ignore.</summary>
    public string ReadOnlyDisk { get; init; } = "write";

    public string Cachemode { get; init; } = "writeback";

    public string Discard { get; init; } = "disable";

    public bool CopyOnRead { get; init; }

    /// <summary>The drives.</summary>
    /// <param name="domain">The machine.</param>
    /// <param name="pathOf">Finds the path of a volume, by the names of its pool and its own.</param>
    /// <exception cref="LibvirtException">The machine runs and would be written to, or a rule forbids it.</exception>
    public List<Drive> Of(DomainDescription domain, Func<string, string, string> pathOf)
    {
        if (!Treatments.Contains(ReadOnlyDisk))
        {
            throw new LibvirtException($"unknown readonlydisk parameter '{ReadOnlyDisk}': there are {string.Join(", ", Treatments)}", Errno.EINVAL, Reasons.ArgumentInvalid("readonlydisk", ReadOnlyDisk));
        }

        if (domain.IsLive && !ReadOnly)
        {
            throw new LibvirtException(
                "error: domain is a live virtual machine.\nWriting to the disks of a running virtual machine can cause disk corruption.\n"
                + "Use read-only access.  In most libguestfs tools use --ro.",
                Errno.EBUSY);
        }

        var disks = domain.Disks.Where(disk => !disk.IsReadOnly || ReadOnlyDisk != "ignore").ToList();
        if (disks.Count == 0)
        {
            throw new LibvirtException("libvirt domain has no disks");
        }

        return [.. disks.Select(disk => new Drive
        {
            Filename = disk.Pool is { } pool ? pathOf(pool, disk.Source) : disk.Source,
            Readonly = ReadOnly || (disk.IsReadOnly && IsKept(disk)),
            Format = disk.Format,
            Iface = Iface,
            Protocol = disk.Protocol,
            Server = disk.Servers,
            Username = disk.User,
            Cachemode = Cachemode,
            Discard = Discard,
            Copyonread = CopyOnRead,
            Blocksize = disk.BlockSize,
        })];
    }

    private bool IsKept(DomainDisk disk) => ReadOnlyDisk == "error"
        ? throw new LibvirtException($"{disk.Source}: the libvirt domain has this disk read-only, and readonlydisk is error: use readonly, or another readonlydisk", Errno.EROFS)
        : ReadOnlyDisk == "read";
}
