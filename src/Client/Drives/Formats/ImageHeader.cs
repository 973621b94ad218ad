namespace GuestCtl.Drives.Formats;

/// <summary>What the first bytes of an image say.</summary>
/// <param name="Format">QEMU's name of the format.</param>
internal sealed record ImageHeader(string Format)
{
    /// <summary>Size in bytes that a guest would see; null where only QEMU can tell.</summary>
    public long? VirtualSize { get; init; }

    /// <summary>The image below this one. <value>Default: none.</value></summary>
    public FileReference? Backing { get; init; }

    /// <summary>The format of <see cref="Backing"/>, if the header says it.</summary>
    public string? BackingFormat { get; init; }

    /// <summary>The file that holds a qcow2 image's data. <value>Default: none, the image itself.</value></summary>
    public FileReference? DataFile { get; init; }

    /// <summary>
    /// Whether the file is a text which says where the disk's content is. Such a text can name any file of the host, so it counts as a
    /// reference even when none can be read from it. <value>Default: false.</value>
    /// </summary>
    public bool IsDescription { get; init; }

    /// <summary>The files that hold the content, if the image is a description. <value>Default: none.</value></summary>
    public IReadOnlyList<VmdkExtent> Extents { get; init; } = [];

    /// <summary>Why the image cannot be used as a drive, though its format is known. <value>Default: null.</value></summary>
    public string? Unusable { get; init; }

    /// <summary>Whether the image is encrypted in a way that only QEMU can undo. <value>Default: false.</value></summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Why the image can only be read. <value>Default: null.</value></summary>
    public string? Unwritable { get; init; }

    /// <summary>All other files that it wants opened.</summary>
    public IEnumerable<FileReference> References =>
        new[] { Backing, DataFile }.OfType<FileReference>().Concat(Extents.Select(extent => extent.File));
}

/// <summary>A file that an image names.</summary>
/// <param name="Role">What it is to the image, such as <c>backing file</c>.</param>
/// <param name="Name">As it stands in the image.</param>
internal sealed record FileReference(string Role, string Name);
