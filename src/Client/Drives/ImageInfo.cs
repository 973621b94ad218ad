using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives;

/// <summary>Facts about an image file, for <c>disk_format</c> and its kin. They come from our own reader, which opens the one file only.</summary>
internal static class ImageInfo
{
    private const int SectorBytes = 512;

    /// <summary>QEMU's name of the image's format; <c>raw</c> when it has no header that is known.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its header is damaged.</exception>
    public static string Format(string filename)
    {
        using var file = Open(filename);
        return ImageHeaderReader.Read(file).Format;
    }

    /// <summary>Whether the image stands on another one.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its header is damaged.</exception>
    public static bool HasBackingFile(string filename)
    {
        using var file = Open(filename);
        return ImageHeaderReader.Read(file).Backing is not null;
    }

    /// <summary>The size in bytes of the disk that a guest would see.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its size cannot be told.</exception>
    public static long VirtualSize(string filename)
    {
        using var file = Open(filename);
        return VirtualSize(file, ImageHeaderReader.Read(file));
    }

    /// <summary>The size in bytes of the disk in an image.</summary>
    /// <param name="file">The image.</param>
    /// <param name="header">What its header says.</param>
    /// <exception cref="DriveException">Its size cannot be told.</exception>
    public static long VirtualSize(OpenedFile file, ImageHeader header) => header switch
    {
        { Format: "raw" } => (file.Length + SectorBytes - 1) / SectorBytes * SectorBytes,
        { VirtualSize: >= 0 and { } size } => size,
        _ => throw new DriveException($"The virtual size of '{file.Path}' cannot be told: it is a {header.Format} image, whose header does not say it.", Errno.EOPNOTSUPP),
    };

    // An empty file is raw here, as for qemu-img; only a drive must not be one.
    private static OpenedFile Open(string filename) => OpenedFile.Open(filename, writable: false, "Image");
}
