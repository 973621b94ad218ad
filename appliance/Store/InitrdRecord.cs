namespace GuestCtl.Appliances.Store;

/// <summary>What is remembered of an initrd, in a file beside it.</summary>
/// <param name="File">The initrd itself.</param>
/// <param name="BaseSha256">Hash of the base initrd it begins with: a rebuilt base makes it stale.</param>
/// <param name="Daemon">Where the daemon was, so that an unchanged one need not be hashed at each launch.</param>
/// <param name="DaemonSize">Its size in bytes.</param>
/// <param name="DaemonChanged">Its modification time in ticks, UTC.</param>
internal sealed record InitrdRecord(ApplianceFile File, string BaseSha256, string Daemon, long DaemonSize, long DaemonChanged);
