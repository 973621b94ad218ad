namespace GuestCtl.Drives.Formats;

/// <summary>Finds an image's format by looking at it, without running anything and without opening any other file.</summary>
internal static class ImageHeaderReader
{
    // Enough for every header that has a fixed place; VMDK descriptors are read separately.
    private const int StartBytes = 512;

    /// <summary>Reads the header. What is no known format is <c>raw</c>.</summary>
    /// <exception cref="DriveException">The file cannot be read, or its header is damaged.</exception>
    public static ImageHeader Read(string path)
    {
        using var file = OpenedFile.Open(path, writable: false, "Image");
        return Read(file);
    }

    /// <summary>Reads the header of an open file.</summary>
    /// <exception cref="DriveException">Its header is damaged.</exception>
    public static ImageHeader Read(OpenedFile file) => Read(new ImageBytes(file));

    /// <summary>Reads the header of an image.</summary>
    /// <exception cref="DriveException">Its header is damaged.</exception>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Peek(0, StartBytes);
        if (start.AsSpan().StartsWith("QFI"u8) && start.Length >= 8 && start[3] == 0xfb)
        {
            return ImageBytes.BigEndian32(start, 4) switch
            {
                1 => QcowHeader.Read(image),
                2 or 3 => Qcow2Header.Read(image),
                var version => new ImageHeader("qcow2") { Unusable = $"it has version {version}, and only 2 and 3 are known" },
            };
        }
        if (start.AsSpan().StartsWith("QED\0"u8))
            return QedHeader.Read(image);
        if (start.AsSpan().StartsWith("KDMV"u8) || start.AsSpan().StartsWith("COWD"u8) || VmdkHeader.IsDescriptor(start))
            return VmdkHeader.Read(image);
        if (start.AsSpan().StartsWith("vhdxfile"u8))
            return VhdxHeader.Read(image);
        if (start.AsSpan().StartsWith("conectix"u8))
            return VpcHeader.Read(image);
        if (start.Length >= 0x44 && ImageBytes.LittleEndian32(start, 0x40) == 0xbeda107f)
            return VdiHeader.Read(image);
        if (IsLuks(start))
            return new ImageHeader("luks");
        return new ImageHeader("raw") { VirtualSize = image.Length };
    }

    // The magic has bytes which a UTF-8 literal cannot say.
    private static bool IsLuks(ReadOnlySpan<byte> start) => start.StartsWith("LUKS"u8) && start.Length >= 6 && start[4] == 0xba && start[5] == 0xbe;
}
