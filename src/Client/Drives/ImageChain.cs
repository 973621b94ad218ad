using System.Globalization;
using System.Text.Json.Nodes;
using GuestCtl.Drives.Formats;
using GuestCtl.Drives.Ova;

namespace GuestCtl.Drives;

/// <summary>
/// Describes a local image to QEMU with everything below it, so that QEMU gets exactly the files which were opened and checked here.
/// </summary>
/// <remarks>An image may name other files only with <see cref="Drive.AllowReferencedFiles"/>, whatever its format and whoever gave that.</remarks>
internal sealed class ImageChain
{
    // Far above any chain made by hand, and each link costs QEMU an open file.
    private const int MaxDepth = 64;

    private readonly Drive _drive;
    private readonly ImageFiles _files;
    private readonly HashSet<object> _seen = [];

    private ImageChain(Drive drive, ImageFiles files) => (_drive, _files) = (drive, files);

    /// <summary>Makes the description of a drive's image.</summary>
    /// <param name="drive">The drive.</param>
    /// <param name="files">Opens its files, and keeps them.</param>
    /// <param name="options">How the image is used.</param>
    /// <exception cref="DriveException">The image is damaged, or wants files that it may not have.</exception>
    public static JsonObject Describe(Drive drive, ImageFiles files, NodeOptions options)
    {
        if (drive.Format is { } format)
            ImageFormats.Check(format);
        var image = files.Open(drive.Filename, writable: !drive.Readonly);
        return drive.OvaDisk is not null
            ? OvaDrives.Describe(drive, image, BlockdevNode.File(files.NameOf(image), image.IsBlockDevice, options), options)
            : new ImageChain(drive, files).Describe(image, drive.Format, options, 1);
    }

    /// <summary>Looks at a drive's image. The description has paths in it.</summary>
    /// <exception cref="DriveException">The image is damaged, or wants files that it may not have.</exception>
    public static JsonObject Describe(Drive drive, NodeOptions options)
    {
        using var files = ImageFiles.ForLooking();
        return Describe(drive, files, options);
    }

    private JsonObject Describe(OpenedFile image, string? format, NodeOptions options, int depth)
    {
        if (!_seen.Add(image.Identity is { } identity ? identity : image.Path))
            throw new DriveException($"'{_drive.Filename}' is built on itself: its chain of backing files comes back to '{image.Path}'.");
        if (depth > MaxDepth)
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"'{_drive.Filename}' is a chain of more than {MaxDepth} images. Shorten the chain with 'qemu-img rebase' or 'qemu-img commit'."));
        // A format that is given is never doubted: raw is data, whatever it looks like.
        if (format == "raw")
            return BlockdevNode.Format("raw", Node(image, options), null, options);

        var header = ImageHeaderReader.Read(image);
        // The guest opens LUKS itself; QEMU would only ask for a key.
        var found = header.Format == "luks" ? "raw" : header.Format;
        if (format is not null && found != format)
            throw new DriveException($"'{image.Path}' is not a {format} image; it looks like {header.Format}. Correct the format, or leave it out.");
        if (found == "raw")
            return BlockdevNode.Format("raw", Node(image, options), null, options);
        Judge(image, header, options);
        return header.IsDescription ? DescribeExtent(image, header.Extents[0], options) : DescribeImage(image, header, options, depth);
    }

    private JsonObject DescribeImage(OpenedFile image, ImageHeader header, NodeOptions options, int depth)
    {
        var backing = header.Backing is { } below ? DescribeBacking(image, header, below, options, depth) : null;
        var node = BlockdevNode.Format(header.Format, Node(image, options), backing, options);
        if (header.DataFile is { } data)
            node["data-file"] = Node(Locate(image, data, writable: !options.ReadOnly), options);
        return node;
    }

    // QEMU gets the bytes and never the text that says where they are.
    private JsonObject DescribeExtent(OpenedFile image, VmdkExtent extent, NodeOptions options)
    {
        var file = Locate(image, extent.File, writable: !options.ReadOnly);
        new ImageBytes(file).Require("vmdk", "extent", extent.Offset, extent.Length);
        var node = BlockdevNode.Format("raw", Node(file, options), null, options);
        node["offset"] = extent.Offset;
        node["size"] = extent.Length;
        return node;
    }

    private JsonObject DescribeBacking(OpenedFile image, ImageHeader header, FileReference below, NodeOptions options, int depth)
    {
        var file = Locate(image, below, writable: false);
        if (!_drive.AllowReferencedFiles)
            ReferencePolicy.CheckVouched(image, header, below, file);
        var node = Describe(file, BackingFormat(image, header, below, file), options.ForBacking(), depth + 1);
        // QEMU compares the two images' numbers, which only sparse ones have, and fails each read if they differ.
        return header.Format != "vmdk" || node["driver"]!.GetValue<string>() == "vmdk"
            ? node
            : throw new DriveException($"'{image.Path}' stands on the flat image '{file.Path}', which is not supported. Make one image of the two with 'qemu-img convert -O qcow2'.", Errno.EOPNOTSUPP);
    }

    private static string BackingFormat(OpenedFile image, ImageHeader header, FileReference below, OpenedFile file)
    {
        // Old tools wrote the name of the protocol there.
        var format = header.BackingFormat is "file" or "host_device" ? "raw" : header.BackingFormat;
        if (format is null)
        {
            format = ImageHeaderReader.Read(file).Format;
            format = format == "luks" ? "raw" : format;
            if (format is not ("raw" or "qcow2"))
                throw new DriveException($"'{image.Path}' does not say the format of its {below.Role} '{file.Path}', which looks like {format}. Write it down with 'qemu-img rebase -u -F {format} -b ...'.");
        }
        return ImageFormats.IsKnown(format)
            ? format
            : throw new DriveException($"'{image.Path}' says that its {below.Role} '{file.Path}' has the format '{format}', which is not supported.");
    }

    private void Judge(OpenedFile image, ImageHeader header, NodeOptions options)
    {
        if (!_drive.AllowReferencedFiles)
            ReferencePolicy.Check(image, header);
        if (header.Unusable is { } why)
            throw new DriveException($"'{image.Path}' is a {header.Format} image that cannot be used: {why}.{Remedy(image, header)}", Errno.EOPNOTSUPP);
        if (header.Unwritable is { } fixedBecause && !options.ReadOnly)
            throw new DriveException($"'{image.Path}' is a {header.Format} image that cannot be changed: {fixedBecause}. Add it read-only, or convert it with 'qemu-img convert -O qcow2'.", Errno.EOPNOTSUPP);
    }

    private static string Remedy(OpenedFile image, ImageHeader header) =>
        header.IsDescription ? " " + ImageRemedy.OfDescription(image.Path)
        : header.IsEncrypted ? " " + ImageRemedy.OfEncrypted(image.Path, header.Format)
        : "";

    private OpenedFile Locate(OpenedFile image, FileReference reference, bool writable) =>
        _files.Open(ReferencedName.Resolve(image, reference), writable, $"'{image.Path}' needs its {reference.Role};");

    private JsonObject Node(OpenedFile file, NodeOptions options) => BlockdevNode.File(_files.NameOf(file), file.IsBlockDevice, options);
}
