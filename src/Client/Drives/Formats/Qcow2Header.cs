using System.Globalization;

namespace GuestCtl.Drives.Formats;

/// <summary>The header of a qcow2 image, versions 2 and 3.</summary>
internal static class Qcow2Header
{
    private const string Format = "qcow2";
    private const int Version2Length = 72;
    private const int Version3Length = 104;
    private const uint EndOfExtensions = 0;
    private const uint BackingFormatExtension = 0xe2792aca;
    private const uint DataFileExtension = 0x44415441;
    private const long ExternalDataFile = 1 << 2;

    // The format itself bounds these two: names of 1023 bytes, and a header within the first cluster.
    private const int MaxNameBytes = 1023;
    private const int MaxClusterBits = 21;

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Read(Format, "header", 0, Version2Length);
        var version = ImageBytes.BigEndian32(start, 4);
        if (version == 3)
            start = image.Read(Format, "header", 0, Version3Length);
        var clusterBits = ImageBytes.BigEndian32(start, 20);
        if (clusterBits is < 9 or > MaxClusterBits)
            throw image.Corrupt(Format, string.Create(CultureInfo.InvariantCulture, $"a cluster cannot have 2^{clusterBits} bytes"));
        var size = ImageBytes.BigEndian64(start, 24);
        if (size < 0)
            throw image.Corrupt(Format, "its virtual size is out of range");
        CheckTables(image, start, clusterBits);

        var extensions = ReadExtensions(image, version == 3 ? ImageBytes.BigEndian32(start, 100) : Version2Length, ExtensionsEnd(start, clusterBits));
        var external = version == 3 && (ImageBytes.BigEndian64(start, 72) & ExternalDataFile) != 0;
        return new ImageHeader(Format)
        {
            VirtualSize = size,
            Backing = ReadBacking(image, start),
            BackingFormat = extensions.GetValueOrDefault(BackingFormatExtension),
            // Without a name the image still wants a data file, from whoever opens it.
            DataFile = external ? new FileReference("external data file", extensions.GetValueOrDefault(DataFileExtension) ?? "") : null,
            IsEncrypted = ImageBytes.BigEndian32(start, 32) != 0,
            Unusable = ImageBytes.BigEndian32(start, 32) != 0 ? "it is encrypted inside qcow2" : null,
        };
    }

    private static void CheckTables(ImageBytes image, byte[] start, uint clusterBits)
    {
        image.Require(Format, "table of clusters (L1)", ImageBytes.BigEndian64(start, 40), ImageBytes.BigEndian32(start, 36) * 8L);
        image.Require(Format, "table of reference counts", ImageBytes.BigEndian64(start, 48), (long)ImageBytes.BigEndian32(start, 56) << (int)clusterBits);
    }

    private static FileReference? ReadBacking(ImageBytes image, byte[] start)
    {
        var offset = ImageBytes.BigEndian64(start, 8);
        var length = ImageBytes.BigEndian32(start, 16);
        if (offset == 0 || length == 0)
            return null;
        if (length > MaxNameBytes)
            throw image.Corrupt(Format, "the name of its backing file is too long");
        return new FileReference("backing file", image.ReadName(Format, "backing file", offset, (int)length));
    }

    // They end where the name of the backing file starts, if there is one; an end mark is not required.
    private static long ExtensionsEnd(byte[] start, uint clusterBits)
    {
        var cluster = 1L << (int)clusterBits;
        var backing = ImageBytes.BigEndian64(start, 8);
        return backing == 0 ? cluster : Math.Min(backing, cluster);
    }

    // Each extension has a type and a length, and is padded to 8 bytes. Names of files are the only ones wanted here.
    private static Dictionary<uint, string> ReadExtensions(ImageBytes image, long at, long end)
    {
        var found = new Dictionary<uint, string>();
        while (at + 8 <= end)
        {
            var head = image.Peek(at, 8);
            if (head.Length < 8)
                break;
            var type = ImageBytes.BigEndian32(head, 0);
            var length = ImageBytes.BigEndian32(head, 4);
            if (type == EndOfExtensions)
                break;
            if (at + 8 + length > end)
                throw image.Corrupt(Format, "an extension is longer than the header");
            if (type is BackingFormatExtension or DataFileExtension && length is > 0 and <= MaxNameBytes)
                found[type] = image.ReadName(Format, "extension", at + 8, (int)length);
            at += 8 + (length + 7L) / 8 * 8;
        }
        return found;
    }
}
