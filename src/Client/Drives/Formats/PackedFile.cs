using System.Text;

namespace GuestCtl.Drives.Formats;

/// <summary>
/// Tells files that people take for disk images from disks: archives, compressed images, images of other programs. A disk may begin with any
/// bytes, so this is only a guess, for a drive on which nothing was found.
/// </summary>
internal static class PackedFile
{
    private const int TarMarkAt = 257;
    private const int TarNameBytes = 100;

    private const string Compressed = "compressed with ";

    // Of Apple's disk images, whose mark is at the end.
    private const int TrailerBytes = 512;

    // The mark and what the file is, with the way to the disk in it. {0} is the file, and {1} the file without the ending.
    private static readonly (byte[] Mark, string What, string Ending, string Command)[] Known =
    [
        ([0x1f, 0x8b, 8], Compressed + "gzip", ".gz", "gzip -dc {0} > {1}"),
        ([0xfd, .. "7zXZ\0"u8], Compressed + "xz", ".xz", "xz -dc {0} > {1}"),
        ([.. "BZh"u8], Compressed + "bzip2", ".bz2", "bzip2 -dc {0} > {1}"),
        ([0x28, 0xb5, 0x2f, 0xfd], Compressed + "zstd", ".zst", "zstd -dc {0} > {1}"),
        ([4, 0x22, 0x4d, 0x18], Compressed + "lz4", ".lz4", "lz4 -dc {0} > {1}"),
        ([.. "PK\u0003\u0004"u8], "a zip archive", ".zip", "unzip {0}"),
        ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive", ".7z", "7z x {0}"),
        ([.. "Rar!\u001a\u0007"u8], "a rar archive", ".rar", "unrar x {0}"),
        ([.. "WithoutFreeSpace"u8], "a Parallels image", ".hdd", "qemu-img convert -f parallels -O qcow2 {0} {1}.qcow2"),
        ([.. "WithouFreSpacExt"u8], "a Parallels image", ".hdd", "qemu-img convert -f parallels -O qcow2 {0} {1}.qcow2"),
        ([0x3a, 0xff, 0x26, 0xed], "a sparse image of Android", ".simg", "simg2img {0} {1}.raw"),
        ([.. "EVF\t\r\n"u8, 0xff, 0], "an image of EnCase", ".E01", "ewfexport -f raw -t {1} {0}"),
        ([.. "version https://git-lfs"u8], "a pointer of Git LFS, and the image is elsewhere", "", "git lfs pull"),
    ];

    // Texts that lie beside the disks of a machine.
    private static readonly (string Word, string What)[] Texts =
    [
        ("<Envelope", "the description of a machine (OVF)"), ("<VirtualBox", "the description of a machine (VirtualBox)"),
        ("<domain", "the description of a machine (libvirt)"), ("config.version", "the description of a machine (VMware)"),
        ("<html", "a web page: the download went wrong"), ("<!DOCTYPE html", "a web page: the download went wrong"),
    ];

    /// <summary>What the file is and what to do, as the end of a sentence that begins with its name; null for what may be a disk.</summary>
    public static string? Describe(OpenedFile file)
    {
        var image = new ImageBytes(file);
        var start = image.Peek(0, 512);
        var name = Path.GetFileName(file.Path);
        if (start.Length >= TarMarkAt + 5 && start.AsSpan(TarMarkAt).StartsWith("ustar"u8))
            return DescribeTar(start, name);
        foreach (var (mark, what, ending, command) in Known)
        {
            if (start.AsSpan().StartsWith(mark))
                return Tell(what, command, name, ending);
        }

        if (image.Peek(Math.Max(0, image.Length - TrailerBytes), 4).AsSpan().SequenceEqual("koly"u8))
            return Tell("a disk image of macOS (dmg)", "qemu-img convert -f dmg -O qcow2 {0} {1}.qcow2", name, ".dmg");
        var text = Encoding.Latin1.GetString(start);
        return Texts.FirstOrDefault(known => text.Contains(known.Word, StringComparison.OrdinalIgnoreCase)) is { What: { } page } && !text.Contains('\0', StringComparison.Ordinal)
            ? $"{page}; give the disk image itself"
            : null;
    }

    /// <summary>How an image is compressed, such as <c>compressed with gzip</c>; null if it is not.</summary>
    public static string? CompressionOf(ImageBytes image)
    {
        var start = image.Peek(0, 16);
        return Known.FirstOrDefault(known => known.What.StartsWith(Compressed, StringComparison.Ordinal) && start.AsSpan().StartsWith(known.Mark)).What;
    }

    private static string DescribeTar(byte[] start, string name)
    {
        var first = Encoding.Latin1.GetString(start, 0, TarNameBytes).TrimEnd('\0');
        var what = first.EndsWith(".ovf", StringComparison.OrdinalIgnoreCase) ? "an OVA, a tar archive with a machine's disks" : "a tar archive";
        return $"{what}; unpack it with: tar -xf {ShellWord.Of(name)} and give the disk in it";
    }

    private static string Tell(string what, string command, string name, string ending)
    {
        var without = ending.Length > 0 && name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name[..^ending.Length] : name + ".disk";
        return $"{what}; get the disk in it with: {string.Format(null, command, ShellWord.Of(name), ShellWord.Of(without))}";
    }
}
