using System.Text.Json;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives;

/// <summary>
/// Facts about an image file, for <c>disk_format</c> and its kin. They come from our own reader, which opens the one file only. QEMU's tool is asked
/// for the size of two formats that cannot name other files, and is told the format, so that nothing in the image can lead it elsewhere.
/// </summary>
internal static class ImageInfo
{
    private const int SectorBytes = 512;

    private static readonly HashSet<string> SizeFromTool = ["vhdx", "vpc"];

    /// <summary>QEMU's name of the image's format; <c>raw</c> when it has no header that is known.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its header is damaged.</exception>
    public static string Format(string filename) => Read(filename).Header.Format;

    /// <summary>Whether the image stands on another one.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its header is damaged.</exception>
    public static bool HasBackingFile(string filename) => Read(filename).Header.Backing is not null;

    /// <summary>The size in bytes of the disk that a guest would see.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its size cannot be told.</exception>
    public static async Task<long> VirtualSizeAsync(string filename, CancellationToken cancellation = default)
    {
        var (path, header) = Read(filename);
        if (header.VirtualSize is { } size)
            return header.Format == "raw" ? (size + SectorBytes - 1) / SectorBytes * SectorBytes : size;
        if (!SizeFromTool.Contains(header.Format))
            throw new DriveException($"The virtual size of '{filename}' cannot be told: it is a {header.Format} image, whose header does not say it.", DriveException.NotSupported);
        var json = await ImageTool.InspectAsync($"Reading the size of '{filename}'",
            ["info", "-U", "--output=json", "-f", header.Format, "--", path], cancellation).ConfigureAwait(false);
        using var answer = JsonDocument.Parse(json);
        return answer.RootElement.GetProperty("virtual-size").GetInt64();
    }

    private static (string Path, ImageHeader Header) Read(string filename)
    {
        // An empty file is raw here, as for qemu-img; only a drive must not be one.
        using var file = OpenedFile.Open(filename, writable: false, "Image");
        return (file.Path, ImageHeaderReader.Read(file));
    }
}
