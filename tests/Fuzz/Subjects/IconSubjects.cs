using GuestCtl.Daemon.Services.Inspection.Windows.Icons;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Testing;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The logo in the resources of a Windows program.</summary>
internal static class IconSubjects
{
    // Of 512 by 512 pixels, all of them different.
    private const int LongestImage = 2 << 20;

    private static readonly byte[] Palette = PeProgram.Bitmap(9, 4, 4, new byte[64 + 64]);
    private static readonly byte[] Masked = PeProgram.Bitmap(5, 6, 24, new byte[64]);
    private static readonly byte[] Covering = PeProgram.Bitmap(4, 8, 32, [.. Enumerable.Range(0, 80).Select(i => (byte)i)]);
    private static readonly byte[] Ready = [.. PngImage.Signature, .. new byte[32]];

    public static FuzzSubject Program() => new ParserSubject(
        "icons",
        [
            PeProgram.With(false, (2, 143, Palette), (2, 6801, Covering)),
            PeProgram.With(true, (3, 1, Masked), (3, 2, Covering), (3, 3, Ready), (14, 100, PeProgram.Group((5, 24, 1), (4, 32, 2)))),
            PeProgram.With(true, (3, 3, Ready), (14, 100, PeProgram.Group((0, 32, 3)))),
        ],
        ["MZ", "PE\0\0", ".rsrc", "\u0000\u0000\u0000\u0080", "(\0\0\0", "\u0001\u0000\u0020\u0000\u0003"],
        Read);

    private static string Read(byte[] input)
    {
        (int, int)[] versions = [(5, 1), (6, 1), (10, 0)];
        return string.Join(' ', versions.Select(version => string.Join(',', WindowsIcon.Read(input, version.Item1, version.Item2).Select(Describe))));
    }

    private static string Describe(byte[] image)
        => image.Length <= LongestImage ? $"{Math.Min(image.Length, 200) / 20}" : throw new FindingException($"an image has {image.Length} bytes");
}
