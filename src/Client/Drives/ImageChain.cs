using System.Globalization;
using System.Text.Json.Nodes;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives;

/// <summary>
/// Describes a local image to QEMU with everything below it, so that QEMU opens exactly the files which were checked here.
/// </summary>
/// <remarks>
/// Who says that an image may name other files? With a format given, the caller vouches for the image as with libguestfs, and its backing files
/// are opened. Without, the image is a stranger's. A qcow2 external data file, and a VMDK extent outside the image's own
/// directory, need <see cref="Drive.AllowReferencedFiles"/> in any case: they show the raw content of any file, and hardly anybody uses them honestly.
/// </remarks>
internal sealed class ImageChain
{
    // Far above any chain made by hand, and each link costs QEMU an open file.
    private const int MaxDepth = 64;

    private static readonly HashSet<string> BackingFormats = ["raw", "qcow2", "qcow", "qed", "vmdk", "vdi", "vhdx", "vpc"];

    private readonly Drive _drive;
    private readonly HashSet<string> _seen = [];

    private ImageChain(Drive drive) => _drive = drive;

    /// <summary>Makes the description of a drive's image.</summary>
    /// <param name="drive">The drive; its file has been checked.</param>
    /// <param name="path">Absolute path of the image.</param>
    /// <param name="options">How the image is used.</param>
    /// <exception cref="DriveException">The image is damaged, or wants files that it may not have.</exception>
    public static JsonObject Describe(Drive drive, string path, NodeOptions options) =>
        new ImageChain(drive).Describe(path, drive.Format, options, 1);

    private JsonObject Describe(string path, string? format, NodeOptions options, int depth)
    {
        if (!_seen.Add(path))
            throw new DriveException($"'{_drive.Filename}' is built on itself: its chain of backing files comes back to '{path}'.");
        if (depth > MaxDepth)
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"'{_drive.Filename}' is a chain of more than {MaxDepth} images. Shorten the chain with 'qemu-img rebase' or 'qemu-img commit'."));
        var file = BlockdevNode.File(path, options);
        // A format that is given is never doubted: raw is data, whatever it looks like.
        if (format == "raw")
            return BlockdevNode.Format("raw", file, null, options);

        var header = ImageHeaderReader.Read(path);
        if (format is not null && header.Format != format && IsKnown(format))
            throw new DriveException($"'{path}' is not a {format} image; it looks like {header.Format}. Correct the format, or leave it out.");
        // The guest opens LUKS itself; QEMU would only ask for a key.
        format ??= header.Format == "luks" ? "raw" : header.Format;
        if (format == "raw")
            return BlockdevNode.Format("raw", file, null, options);
        if (header.Format == format)
            Judge(path, header);
        var backing = header.Backing is { } below ? DescribeBacking(path, below, header.BackingFormat, options, depth) : null;
        var node = BlockdevNode.Format(format, file, backing, options);
        if (header.DataFile is { } data)
            node["data-file"] = BlockdevNode.File(Locate(path, data, writable: !options.ReadOnly), options);
        return node;
    }

    private JsonObject DescribeBacking(string path, FileReference below, string? format, NodeOptions options, int depth)
    {
        var file = Locate(path, below, writable: false);
        // Old tools wrote the name of the protocol there.
        format = format is "file" or "host_device" ? "raw" : format;
        if (format is null)
        {
            format = ImageHeaderReader.Read(file).Format;
            format = format == "luks" ? "raw" : format;
            if (format is not ("raw" or "qcow2"))
                throw new DriveException($"'{path}' does not say the format of its {below.Role} '{file}', which looks like {format}. Write it down with 'qemu-img rebase -u -F {format} -b ...'.");
        }
        else if (!BackingFormats.Contains(format))
        {
            throw new DriveException($"'{path}' says that its {below.Role} '{file}' has the format '{format}', which is not supported.");
        }
        return Describe(file, format, options.ForBacking(), depth + 1);
    }

    private void Judge(string path, ImageHeader header)
    {
        if (header.Unusable is { } why)
            throw new DriveException($"'{path}' is a {header.Format} image that cannot be used: {why}.", DriveException.NotSupported);
        if (_drive.AllowReferencedFiles)
            return;
        foreach (var reference in header.References)
        {
            var vouched = _drive.Format is not null && reference != header.DataFile
                && (!header.Extents.Contains(reference) || !reference.Name.AsSpan().ContainsAny('/', '\\', ':'));
            if (!vouched)
                throw Refused(path, header, reference);
        }
    }

    private static string Locate(string image, FileReference reference, bool writable)
    {
        var name = ReferencedName.Resolve(image, reference);
        return LocalFile.Check(name, writable, $"'{image}' needs its {reference.Role};");
    }

    private static bool IsKnown(string format) => BackingFormats.Contains(format);

    private DriveException Refused(string path, ImageHeader header, FileReference reference)
    {
        var byFormat = reference == header.Backing ? $" give its format ('{header.Format}') or" : "";
        return new DriveException(
            $"'{path}' is a {header.Format} image that refers to another file, '{reference.Name}' (its {reference.Role}). " +
            $"An image from a stranger could so read any file of this host, and {(_drive.Format is null ? "its format was only found by looking" : "this kind of reference is never followed unasked")}, so it was not opened. " +
            $"If you trust the image,{byFormat} set AllowReferencedFiles.");
    }
}
