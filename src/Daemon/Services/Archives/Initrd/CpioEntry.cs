namespace GuestCtl.Daemon.Services.Archives.Initrd;

/// <summary>The header of a file in a cpio archive, of the format that the kernel reads.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Mode">Type and permissions.</param>
/// <param name="Inode">The same for all names of one file: the content may be with the last of them only.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Size">Of the content, in bytes.</param>
internal sealed record CpioEntry(byte[] Name, uint Mode, (uint Number, uint Major, uint Minor) Inode, uint Links, uint Size)
{
    private const uint TypeBits = 0xf000;
    private const uint RegularType = 0x8000;
    private const uint DirectoryType = 0x4000;

    public bool IsRegular => (Mode & TypeBits) == RegularType;

    public bool IsDirectory => (Mode & TypeBits) == DirectoryType;

    /// <summary>Whether the archive ends here.</summary>
    public bool IsTrailer => Name.AsSpan().SequenceEqual("TRAILER!!!"u8);
}
