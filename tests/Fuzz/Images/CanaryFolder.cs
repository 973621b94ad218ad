using System.Buffers.Binary;

namespace GuestCtl.Fuzz.Images;

/// <summary>A folder with an image, and the files that it may name. What anybody opens of it is recognised by its path.</summary>
internal sealed class CanaryFolder : IDisposable
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public CanaryFolder()
    {
        do
        {
            Path = string.Concat(FileNames.Folder[..^6], new string(Random.Shared.GetItems<char>(Letters, 6)));
        }
        while (Directory.Exists(Path));
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "sub"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var name in new[] { "canary", "sub/canary", "a b", "ä" })
        {
            File.WriteAllBytes(System.IO.Path.Combine(Path, name), new byte[65536]);
        }

        File.WriteAllBytes(System.IO.Path.Combine(Path, "canary.qcow2"), EmptyQcow2());
        File.WriteAllText(
            System.IO.Path.Combine(Path, "canary.vmdk"), "# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\nRW 128 FLAT \"canary\" 0\n");
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The image.</summary>
    public string Image => System.IO.Path.Combine(Path, "image");

    /// <summary>Writes the image, with the name of this folder where the input names its own.</summary>
    public void Write(byte[] input)
    {
        var placed = FileNames.Place(input, Path);

        // QEMU takes no empty file.
        File.WriteAllBytes(Image, placed.Length > 0 ? placed : new byte[512]);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static byte[] EmptyQcow2()
    {
        var image = new byte[8 * 512];
        BinaryPrimitives.WriteUInt32BigEndian(image, 0x514649fb);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(4), 2);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), 9);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(24), 32768);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(36), 1);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(40), 3 * 512);
        BinaryPrimitives.WriteInt64BigEndian(image.AsSpan(48), 512);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(56), 1);
        return image;
    }
}
