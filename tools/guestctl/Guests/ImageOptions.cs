using GuestCtl.Cli.Encryption;

namespace GuestCtl.Cli.Guests;

/// <summary>The disk images of one guest and how to open them.</summary>
/// <param name="Images">Disk image files; the first becomes /dev/sda.</param>
/// <param name="Format">Format of all of them; null has it examined.</param>
/// <param name="Writable">Whether the images may be changed.</param>
/// <param name="Verbose">Whether to print what the library and the appliance's console say.</param>
/// <param name="Trace">Whether to print each call.</param>
/// <param name="AllowReferencedFiles">Whether the images may refer to other files of the host.</param>
internal sealed record ImageOptions(IReadOnlyList<string> Images, string? Format, bool Writable, bool Verbose, bool Trace, bool AllowReferencedFiles = false)
{
    /// <summary>Machines of libvirt whose disks are added after the images: names or UUIDs. <value>Default: none.</value></summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>The address of the hypervisor that has them. <value>Default: null, libvirt's own choice.</value></summary>
    public string? Connection { get; init; }

    /// <summary>How many empty scratch drives are added at the end. <value>Default: 0.</value></summary>
    public int ScratchDrives { get; init; }

    /// <summary>Keys of encrypted devices. <value>Default: none.</value></summary>
    public GuestKeys Keys { get; init; } = GuestKeys.None;
}
