using System.Globalization;
using System.Text.Json.Nodes;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives.Ova;

/// <summary>Makes drives of an OVA: one for each disk in it, which QEMU reads where it lies.</summary>
internal static class OvaDrives
{
    /// <summary>The drives that one file stands for: itself, or the disks in an OVA. One with a format is itself: its bytes are what the caller says.</summary>
    /// <exception cref="DriveException">It is an OVA, and cannot be used as asked.</exception>
    public static IReadOnlyList<Drive> Of(Drive drive)
    {
        if (drive is not { Protocol: "file", Format: null, ScratchSize: null, OvaDisk: null } || !File.Exists(drive.Filename) || !HostFile.IsRegular(drive.Filename))
            return [drive];
        using var file = TryOpen(drive.Filename);
        if (file is null || OvaArchive.Read(file) is not { } disks)
            return [drive];
        if (!drive.Readonly)
            throw Writable(file);
        if (disks.Count > 1 && (drive.Label ?? drive.Name) is { } name)
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"'{drive.Filename}' has {disks.Count} disks, and '{name}' can only be the label or name of one. Leave it out, or {Unpacking(file)}."));
        return [.. disks.Select((_, number) => drive with { OvaDisk = number })];
    }

    /// <summary>Describes one of the disks to QEMU.</summary>
    /// <param name="drive">The drive, with the number of the disk.</param>
    /// <param name="file">The archive.</param>
    /// <param name="archive">The node of the archive.</param>
    /// <param name="options">How it is used.</param>
    /// <exception cref="DriveException">The disk cannot be used.</exception>
    public static JsonObject Describe(Drive drive, OpenedFile file, JsonObject archive, NodeOptions options)
    {
        if (!drive.Readonly)
            throw Writable(file);
        var number = drive.OvaDisk!.Value;
        if (OvaArchive.Read(file) is not { } disks || number >= disks.Count)
            throw OvaArchive.Unusable(file, "the file has changed since it was added, and this disk is not in it any more");
        if (disks[number].Part is not { } part)
            throw OvaArchive.Unusable(file, string.Create(CultureInfo.InvariantCulture, $"disk {number + 1}: {disks[number].Obstacle}; {Unpacking(file)}"));
        var format = FormatOf(file, new ImageBytes(file, part));
        var node = BlockdevNode.Format("raw", archive, null, options);
        node["offset"] = part.Offset;
        node["size"] = part.Length;
        return format == "raw" ? node : BlockdevNode.Format(format, node, null, options);
    }

    // Who opens the drive itself says why it cannot be opened.
    private static OpenedFile? TryOpen(string path)
    {
        try
        {
            return OpenedFile.Open(path, writable: false, "Drive");
        }
        catch (DriveException)
        {
            return null;
        }
    }

    // A disk in an archive must not refer to other files, even where the caller allows that: there is no directory to look for them in.
    private static string FormatOf(OpenedFile file, ImageBytes image)
    {
        var header = ImageHeaderReader.Read(image);
        if (header.IsDescription || header.References.Any())
            throw new DriveException($"'{image.Path}' is a {header.Format} image that refers to another file, which a disk in an OVA must not. If you trust it, {Unpacking(file)}.");
        if (header.Unusable is { } why)
            throw new DriveException($"'{image.Path}' is a {header.Format} image that cannot be used: {why}.", Errno.EOPNOTSUPP);
        if (header.Format != "raw")
            // The guest opens LUKS itself.
            return header.Format == "luks" ? "raw" : header.Format;
        return PackedFile.CompressionOf(image) is { } packed
            ? throw OvaArchive.Unusable(file, $"the disk {image.Path} is {packed}; {Unpacking(file)}")
            : "raw";
    }

    private static DriveException Writable(OpenedFile file) => new(
        $"'{file.Path}' is an OVA, a tar archive with a machine's disks, which can only be read: add it read-only (--ro), or {Unpacking(file)}. "
        + "To use the archive itself as a disk, say that its format is raw.",
        Errno.EOPNOTSUPP);

    private static string Unpacking(OpenedFile file) => $"unpack it with: tar -xf {ShellWord.Of(Path.GetFileName(file.Path))} and give the disks in it";
}
