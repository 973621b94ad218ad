using System.Buffers.Binary;
using System.IO.Compression;
using GuestCtl.Daemon.Services.Inspection.Windows;
using GuestCtl.Daemon.Services.Inspection.Windows.Icons;
using GuestCtl.Testing;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>The logo of Windows out of the resources of explorer.exe.</summary>
public sealed class WindowsIconTests : IDisposable
{
    private const int BitmapType = 2;
    private const int IconType = 3;
    private const int GroupType = 14;

    private readonly GuestTree _tree = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Windows_XP_has_a_bitmap_with_a_palette(bool is64Bit)
    {
        // Three pixels in a line, of red, green and black; the lower line comes first.
        byte[] rest = [0, 0, 255, 0, 0, 255, 0, 0, .. new byte[14 * 4], 0x01, 0x10, 0, 0, 0x10, 0xf0, 0, 0];
        var program = PeProgram.With(is64Bit, (BitmapType, 7, [1, 2, 3]), (BitmapType, 143, PeProgram.Bitmap(3, 2, 4, rest)));
        var (width, height, colour, pixels) = Png(Assert.Single(WindowsIcon.Read(program, 5, 1)));
        Assert.Equal((3, 2, 2), (width, height, colour));
        Assert.Equal([0, 0, 255, 0, 255, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0], pixels);
    }

    [Fact]
    public void Windows_7_has_three_pictures_below_each_other_of_which_the_first_counts()
    {
        // Blue tells the line, counted from the top.
        var lines = Enumerable.Range(0, 162).Reverse().SelectMany(line => (byte[])[(byte)line, 10, 20, 99]).ToArray();
        var program = PeProgram.With(true, (BitmapType, 6801, PeProgram.Bitmap(1, 162, 32, lines)));
        var (width, height, colour, pixels) = Png(Assert.Single(WindowsIcon.Read(program, 6, 1)));
        Assert.Equal((1, 55, 2), (width, height, colour));
        Assert.Equal([0, 20, 10, 0, 0, 20, 10, 1], pixels[..8]);
        Assert.Empty(WindowsIcon.Read(program, 10, 0));
    }

    [Fact]
    public void Later_ones_have_the_icon_of_the_program_in_its_largest_size()
    {
        byte[] png = [.. PngImage.Signature, .. new byte[40]];
        var program = PeProgram.With(
            true, (IconType, 1, PeProgram.Bitmap(1, 2, 32, [1, 2, 3, 4, 0, 0, 0, 0])), (IconType, 2, png), (GroupType, 100, PeProgram.Group((16, 32, 1), (0, 32, 2), (48, 8, 9))));
        Assert.Equal(png, Assert.Single(WindowsIcon.Read(program, 10, 0)));
    }

    [Fact]
    public void An_icon_s_mask_tells_what_it_covers_unless_its_pixels_do()
    {
        var masked = PeProgram.Bitmap(2, 2, 24, [10, 20, 30, 40, 50, 60, 0, 0, 0x40, 0, 0, 0]);
        var covering = PeProgram.Bitmap(2, 2, 32, [10, 20, 30, 0, 40, 50, 60, 128, 0xff, 0, 0, 0]);
        var (width, height, colour, pixels) = Png(Icon(masked));
        Assert.Equal((2, 1, 6), (width, height, colour));
        Assert.Equal([0, 30, 20, 10, 255, 60, 50, 40, 0], pixels);
        Assert.Equal([0, 30, 20, 10, 0, 60, 50, 40, 128], Png(Icon(covering)).Lines);

        static byte[] Icon(byte[] image)
            => Assert.Single(WindowsIcon.Read(PeProgram.With(false, (IconType, 1, image), (GroupType, 1, PeProgram.Group((2, 24, 1)))), 10, 0));
    }

    [Fact]
    public void The_program_is_found_in_the_directory_of_Windows_whatever_its_letters()
    {
        byte[] png = [.. PngImage.Signature, .. new byte[40]];
        var program = PeProgram.With(true, (IconType, 2, png), (GroupType, 100, PeProgram.Group((0, 32, 2))));
        _tree.File("WINDOWS/Explorer.EXE", program);
        Assert.Equal(png, Assert.Single(WindowsIcon.Read(_tree.Reader, new WindowsFacts("/WINDOWS"), 10, 0)));
        Assert.Empty(WindowsIcon.Read(_tree.Reader, new WindowsFacts("/WINNT"), 10, 0));
    }

    [Fact]
    public void A_program_that_is_cut_anywhere_has_no_icon_or_a_whole_one()
    {
        var program = PeProgram.With(true, (IconType, 1, PeProgram.Bitmap(2, 4, 8, new byte[1100])), (GroupType, 100, PeProgram.Group((2, 8, 1))));
        var whole = Assert.Single(WindowsIcon.Read(program, 10, 0));
        for (var length = 0; length < program.Length; length++)
        {
            Assert.All(WindowsIcon.Read(program[..length], 10, 0), image => Assert.Equal(whole.Length, image.Length));
        }
    }

    [Fact]
    public void Sizes_that_no_icon_has_are_refused()
    {
        byte[] Resource(int width, int lines, int bits) => PeProgram.Bitmap(width, lines, bits, new byte[4096]);
        foreach (var bitmap in new[] { Resource(int.MaxValue, 1, 32), Resource(1, int.MinValue, 1), Resource(-1, 1, 8), Resource(0, 0, 8), Resource(513, 1, 1), Resource(4, 4, 16) })
        {
            Assert.Null(DeviceBitmap.Read(bitmap, hasMask: false, out _));
        }
    }

    [Fact]
    public void A_directory_that_leads_to_itself_ends()
    {
        var program = PeProgram.With(true, (GroupType, 100, PeProgram.Group((0, 32, 2))));

        // The entry of the type leads back to the root of the tree.
        BinaryPrimitives.WriteUInt32LittleEndian(program.AsSpan(0x200 + 16 + 4), 0x80000000);
        Assert.Empty(WindowsIcon.Read(program, 10, 0));
    }

    public void Dispose() => _tree.Dispose();

    private static (int Width, int Height, int Colour, byte[] Lines) Png(byte[] image)
    {
        Assert.True(image.AsSpan().StartsWith(PngImage.Signature));
        var length = BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(33));
        using var stream = new ZLibStream(new MemoryStream(image, 41, length), CompressionMode.Decompress);
        var lines = new MemoryStream();
        stream.CopyTo(lines);
        return (BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(image.AsSpan(20)), image[25], lines.ToArray());
    }
}
