using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class PathAndIconTests : IDisposable
{
    private readonly GuestTree _tree = new();

    [Theory]
    [InlineData("/windows/system32/NETKVM.SYS", "/Windows/System32/netkvm.sys")]
    [InlineData("/windows/system32/NoSuchFile", "/Windows/System32/NoSuchFile")]
    [InlineData("/WINDOWS/", "/Windows")]
    [InlineData("//windows//system32", "/Windows/System32")]
    [InlineData("/", "/")]
    [InlineData("/nothing", "/nothing")]
    [InlineData("/BOTH", "/BOTH")]
    [InlineData("/both", "/both")]
    [InlineData("/link/netkvm.SYS", "/Link/netkvm.sys")]
    public void A_path_gets_the_letters_that_the_files_have(string path, string expected)
    {
        _tree.File("Windows/System32/netkvm.sys", "").File("both", "").File("BOTH", "").Link("Link", "/Windows/System32");
        Assert.Equal(expected, CaseSensitivePath.Find(_tree.Root, GuestPath.Of(path)).ToString());
    }

    [Theory]
    [InlineData("/windows/system33/netkvm.sys", Errno.ENOENT)]
    [InlineData("/file/below", Errno.ENOTDIR)]
    [InlineData("/windows/../file/x", Errno.ENOENT)]
    [InlineData("/out/passwd", Errno.ENOENT)]
    public void A_missing_directory_is_an_error_that_names_the_path(string path, int errno)
    {
        _tree.File("Windows/System32/netkvm.sys", "").File("file", "").Link("out", "../../../../etc");
        var error = Assert.Throws<OperationFailedException>(() => CaseSensitivePath.Find(_tree.Root, GuestPath.Of(path)));
        Assert.StartsWith(path, error.Message);
        Assert.Equal(errno, error.Errno);
    }

    [Fact]
    public void The_favicon_goes_before_the_logo_unless_it_is_not_wanted()
    {
        _tree.File("etc/favicon.png", Png(16, 2)).File("usr/share/pixmaps/debian-logo.png", Png(48, 6));
        Assert.Equal(Png(16, 2), GuestIcon.Read(_tree.Reader, "debian", favicon: true, highQuality: false));
        Assert.Equal(Png(48, 6), GuestIcon.Read(_tree.Reader, "debian", favicon: false, highQuality: false));
        Assert.Empty(GuestIcon.Read(_tree.Reader, "debian", favicon: true, highQuality: true));
    }

    [Fact]
    public void The_largest_icon_of_the_name_in_os_release_is_taken()
    {
        _tree.File("etc/os-release", "ID=x\nLOGO=x-logo\n")
            .File("usr/share/icons/hicolor/48x48/apps/x-logo.png", Png(48, 6)).File("usr/share/icons/hicolor/256x256/apps/x-logo.png", Png(256, 6));
        Assert.Equal(Png(256, 6), GuestIcon.Read(_tree.Reader, "x", favicon: true, highQuality: true));
    }

    [Fact]
    public void What_is_no_small_image_is_no_icon()
    {
        _tree.File("etc/os-release", "LOGO=../../../etc/passwd\n").File("etc/favicon.png", "GIF89a and something").Pipe("usr/share/pixmaps/debian-logo.png");
        Assert.Empty(GuestIcon.Read(_tree.Reader, "debian", favicon: true, highQuality: false));
        _tree.File("etc/favicon.png", Png(16, 6));
        using (var file = new FileStream(Path.Combine(_tree.Directory, "etc/favicon.png"), FileMode.Open))
        {
            file.SetLength(1L << 30);
        }

        Assert.Empty(GuestIcon.Read(_tree.Reader, "debian", favicon: true, highQuality: false));
    }

    [Fact]
    public void A_list_of_subvolumes_is_read_with_odd_names()
        => Assert.Equal(
            new Dictionary<string, string> { ["256"] = "root", ["258"] = "a path b", ["260"] = "@/.snapshots/1/snapshot" },
            Snapshots.Parse("ID 256 gen 8 top level 5 path root\nID 258 gen 9 top level 5 path a path b\nnonsense\nID 260 gen 10 cgen 10 top level 5 otime 2024-01-01 00:00:00 path @/.snapshots/1/snapshot\n"));

    public void Dispose() => _tree.Dispose();

    private static byte[] Png(byte width, byte colour)
    {
        var image = new byte[64];
        ((byte[])[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]).CopyTo(image, 0);
        image[19] = width;
        image[25] = colour;
        return image;
    }

    private static byte[] Png(int width, byte colour)
    {
        var image = Png((byte)width, colour);
        image[18] = (byte)(width >> 8);
        return image;
    }
}
