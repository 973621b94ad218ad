using System.Globalization;

namespace GuestCtl.Drives;

/// <summary>A drive as the user asked for it; the members are those of libguestfs's <c>add_drive</c>.</summary>
internal sealed record Drive
{
    /// <summary>A file or block device of the host, or the export's name for a network protocol.</summary>
    public required string Filename { get; init; }

    /// <summary>Whether the guest's writes go to an overlay that is thrown away. <value>Default: false.</value></summary>
    public bool Readonly { get; init; }

    /// <summary>The image format. <value>Default: none, it is found by looking; see <see cref="AllowReferencedFiles"/>.</value></summary>
    public string? Format { get; init; }

    /// <summary>Kept for old callers; all drives are on one SCSI bus. <value>Default: none.</value></summary>
    public string? Iface { get; init; }

    /// <summary>The name that the drive had in the original machine, a hint for <c>mount</c> of its fstab. <value>Default: none.</value></summary>
    public string? Name { get; init; }

    /// <summary>A name for <c>/dev/disk/guestfs/</c>: 1 to 20 ASCII letters. <value>Default: none.</value></summary>
    public string? Label { get; init; }

    /// <summary>How the image is reached. <value>Default: <c>file</c>.</value></summary>
    public string Protocol { get; init; } = "file";

    /// <summary>Whether it is reached by a network protocol.</summary>
    public bool IsRemote => Protocol != "file";

    /// <summary>The servers of a network protocol. <value>Default: none.</value></summary>
    public IReadOnlyList<string> Server { get; init; } = [];

    /// <summary>User on the server. <value>Default: none.</value></summary>
    public string? Username { get; init; }

    /// <summary>Password or key on the server. Never in a log or an argument list. <value>Default: none.</value></summary>
    public string? Secret { get; init; }

    /// <summary><c>writeback</c> or <c>unsafe</c>. <value>Default: <c>writeback</c>.</value></summary>
    public string Cachemode { get; init; } = "writeback";

    /// <summary><c>disable</c>, <c>enable</c> or <c>besteffort</c>. <value>Default: <c>disable</c>.</value></summary>
    public string Discard { get; init; } = "disable";

    /// <summary>Whether what is read from a backing file is kept in the image. <value>Default: false.</value></summary>
    public bool Copyonread { get; init; }

    /// <summary>Sector size in bytes that the guest sees, 512 or 4096. <value>Default: 0, which is 512.</value></summary>
    public int Blocksize { get; init; }

    /// <summary>
    /// Whether the image may have further files of the host opened (backing file, external data file, VMDK extent), also if its format was
    /// given. An image from a stranger could so name any file that you can read. <value>Default: false.</value>
    /// </summary>
    public bool AllowReferencedFiles { get; init; }

    /// <summary>Size in bytes of a scratch drive, an empty disk that lives as long as the handle. <value>Default: none, not a scratch drive.</value></summary>
    public long? ScratchSize { get; init; }

    /// <summary>Which disk of an OVA it is, from 0. <value>Default: none, the file is the disk.</value></summary>
    public int? OvaDisk { get; init; }

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => $"{Protocol}:{Filename}{(Server.Count > 0 ? " from " + string.Join(", ", Server) : "")}{(OvaDisk is { } disk ? string.Create(CultureInfo.InvariantCulture, $" (disk {disk + 1})") : "")}{(Readonly ? " (read-only)" : "")}";
}
