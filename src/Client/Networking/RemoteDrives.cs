using GuestCtl.Drives;

namespace GuestCtl.Networking;

/// <summary>What QEMU needs of the host to reach drives over the network.</summary>
/// <param name="Sockets">Sockets that servers listen on.</param>
/// <param name="WhyOpen">Why it must see the host's files as the user does; null when it need not.</param>
internal sealed record RemoteDrives(IReadOnlyList<string> Sockets, string? WhyOpen)
{
    // What their libraries read and write is the user's own, and no list of it would be complete.
    private static readonly Dictionary<string, string> Open = new()
    {
        ["ssh"] = "a drive is reached by ssh, which reads the user's keys and known hosts",
        ["rbd"] = "a drive is Ceph's, whose library reads its own configuration and keys",
        ["gluster"] = "a drive is Gluster's, whose library has its own files and log",
    };

    /// <summary>Finds out what some drives need.</summary>
    /// <returns>Null when none of them is reached over the network.</returns>
    public static RemoteDrives? Of(IEnumerable<Drive> drives)
    {
        var remote = drives.Where(drive => drive.IsRemote).ToList();
        return remote.Count == 0
            ? null
            : new RemoteDrives(
                [.. remote.SelectMany(drive => drive.Server).Select(DriveServer.Parse).Select(server => server.SocketPath).OfType<string>().Distinct()],
                remote.Select(drive => Open.GetValueOrDefault(drive.Protocol)).FirstOrDefault(reason => reason is not null));
    }
}
