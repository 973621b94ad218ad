using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Drives;

/// <summary>The rules of one way to reach an image.</summary>
/// <param name="Name">libguestfs's word.</param>
/// <param name="MinServers">How many servers it needs.</param>
/// <param name="MaxServers">How many it takes.</param>
internal sealed record DriveProtocol(string Name, int MinServers, int MaxServers)
{
    private static readonly Dictionary<string, DriveProtocol> All = new DriveProtocol[]
    {
        new("file", 0, 0),
        new("ftp", 1, 1) { Username = true, Secret = true },
        new("ftps", 1, 1) { Username = true, Secret = true },
        new("http", 1, 1) { Username = true, Secret = true },
        new("https", 1, 1) { Username = true, Secret = true },
        new("gluster", 1, 1) { UnixSocket = true },
        new("iscsi", 1, 1) { Username = true, Secret = true },
        new("nbd", 1, 1) { UnixSocket = true, EmptyName = true },
        new("rbd", 0, int.MaxValue) { Username = true, Secret = true },
        new("ssh", 1, 1) { Username = true },
    }.ToDictionary(protocol => protocol.Name);

    private static readonly Dictionary<string, string> Gone = new()
    {
        ["sheepdog"] = "QEMU dropped it in version 6.1",
        ["tftp"] = "QEMU dropped it in version 2.8",
    };

    /// <summary>Whether it takes a user name. <value>Default: false.</value></summary>
    public bool Username { get; init; }

    /// <summary>Whether it takes a secret. <value>Default: false.</value></summary>
    public bool Secret { get; init; }

    /// <summary>Whether its server may be a unix socket. <value>Default: false.</value></summary>
    public bool UnixSocket { get; init; }

    /// <summary>Whether the export may have no name. <value>Default: false.</value></summary>
    public bool EmptyName { get; init; }

    /// <summary>Finds one by name.</summary>
    /// <exception cref="DriveException">There is none.</exception>
    public static DriveProtocol Find(string name) =>
        All.TryGetValue(name, out var protocol) ? protocol
        : Gone.TryGetValue(name, out var why) ? throw new DriveException($"The protocol '{name}' cannot be used any more: {why}.", Errno.EOPNOTSUPP)
        : throw new DriveException($"The protocol '{name}' is not known. There are: {string.Join(", ", All.Keys)}.", reason: Reasons.ArgumentInvalid("protocol", name));
}
