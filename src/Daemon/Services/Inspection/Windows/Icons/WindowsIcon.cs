using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Icons;

/// <summary>The logo of Windows, which is a resource of its explorer.exe.</summary>
internal static class WindowsIcon
{
    // Those of Windows 10 and 11 have some 5 MiB.
    private const int MaxLength = 16 << 20;

    private const int BitmapType = 2;
    private const int IconType = 3;
    private const int GroupType = 14;

    private const int GroupHeader = 6;
    private const int GroupEntry = 14;
    private const int MaxImages = 64;
    private const int LargestSide = 256;

    // The picture of Windows XP.
    private const int XpBitmap = 143;

    // That of Windows 7 and Vista has the three states of the button below each other; this is the first.
    private const int OrbBitmap = 6801;
    private const int OrbLines = 55;

    /// <summary>Images in the order in which they are wanted: the picture that libguestfs takes, and the icon of the program.</summary>
    public static IEnumerable<byte[]> Read(GuestReader guest, WindowsFacts windows, int major, int minor)
    {
        foreach (var path in new[] { $"{windows.SystemRoot}/SysWOW64/explorer.exe", $"{windows.SystemRoot}/explorer.exe" })
        {
            if (guest.FindIgnoringCase(path) is { } found && guest.ReadBytes(found, MaxLength + 1) is { Length: <= MaxLength } program)
            {
                foreach (var image in Read(program, major, minor))
                {
                    yield return image;
                }
            }
        }
    }

    /// <summary>The images of a program.</summary>
    public static IEnumerable<byte[]> Read(byte[] program, int major, int minor)
    {
        if (PeResources.Open(program) is not { } resources)
        {
            yield break;
        }

        var picture = (major, minor) switch
        {
            (5, _) => ReadBitmap(resources, XpBitmap, int.MaxValue),
            (6, <= 1) => ReadBitmap(resources, OrbBitmap, OrbLines),
            _ => null,
        };
        if (picture is not null)
        {
            yield return picture;
        }

        if (ReadIcon(resources) is { } icon)
        {
            yield return icon;
        }
    }

    // What libguestfs makes of these has no alpha channel.
    private static byte[]? ReadBitmap(PeResources resources, int number, int lines)
    {
        if (DeviceBitmap.Read(resources.Find(BitmapType, number), hasMask: false, out var width) is not { } pixels)
        {
            return null;
        }

        var wanted = (int)Math.Min(pixels.Length, (long)lines * width * DeviceBitmap.PixelLength);
        return PngImage.Write(pixels.AsSpan(0, wanted), width, hasAlpha: false);
    }

    // The first group is the program's own icon, as the desktop shows it.
    private static byte[]? ReadIcon(PeResources resources)
    {
        foreach (var group in resources.Numbers(GroupType).Take(1))
        {
            foreach (var number in Best(resources.Find(GroupType, group)))
            {
                var image = resources.Find(IconType, number);
                if (image.StartsWith(PngImage.Signature))
                {
                    return image.ToArray();
                }

                if (DeviceBitmap.Read(image, hasMask: true, out var width) is { } pixels)
                {
                    return PngImage.Write(pixels, width, hasAlpha: true);
                }
            }
        }

        return null;
    }

    // The numbers of the images of a group, the largest with the most colours first.
    private static IEnumerable<int> Best(ReadOnlySpan<byte> group)
    {
        var images = new List<(int Side, int Bits, int Number)>();
        for (var at = GroupHeader; at <= group.Length - GroupEntry && images.Count < MaxImages; at += GroupEntry)
        {
            var entry = group[at..];
            images.Add((entry[0] == 0 ? LargestSide : entry[0], BinaryPrimitives.ReadUInt16LittleEndian(entry[6..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[12..])));
        }

        return images.OrderByDescending(image => image.Side).ThenByDescending(image => image.Bits).Select(image => image.Number).ToArray();
    }
}
