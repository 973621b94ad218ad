using System.Runtime.Versioning;

namespace GuestCtl.Cli.Tests.RealProgram.Hostile;

/// <summary>cp from an image whose links lead to the host.</summary>
[SupportedOSPlatform("linux")]
public sealed class CopyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-cp-").FullName;

    private string Image => Path.Combine(_directory, "g.img");

    private string Out => Path.Combine(_directory, "out");

    private string Outside => Path.Combine(_directory, "outside");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Copies_into_one_directory_never_write_through_links_of_the_image()
    {
        await MakeImageAsync();
        var (code, _, error) = await Guestctl.RunAsync("cp", "-a", Image, "-m", "/dev/sda", "-r", ":/d1/.", ":/d2/sub", Out);
        Assert.NotEqual(0, code);
        Assert.Contains("'sub': a link or a file is in the place of a directory; remove it first", error);
        (code, _, error) = await Guestctl.RunAsync("cp", "-a", Image, "-m", "/dev/sda", "-r", ":/d2/.", Out);
        Assert.NotEqual(0, code);
        Assert.Contains("sub/: a link or a file is in the place of a directory; remove it first", error);
        Assert.Equal((0, "", ""), await Guestctl.RunAsync("cp", "-a", Image, "-m", "/dev/sda", ":/d2/f", Out));
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(Out, "f"), TestContext.Current.CancellationToken));
        Assert.Null(new FileInfo(Path.Combine(Out, "f")).LinkTarget);
        Assert.Equal(Outside, new FileInfo(Path.Combine(Out, "sub")).LinkTarget);
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    [Fact]
    public async Task A_name_that_the_caller_gave_is_written_where_it_leads()
    {
        await MakeImageAsync();
        File.CreateSymbolicLink(Path.Combine(_directory, "mine"), Path.Combine(Outside, "there"));
        Assert.Equal((0, "", ""), await Guestctl.RunAsync("cp", "-a", Image, "-m", "/dev/sda", ":/d2/f", Path.Combine(_directory, "mine")));
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(Outside, "there"), TestContext.Current.CancellationToken));
        Assert.Equal((0, "new", ""), await Guestctl.RunAsync("cp", "-a", Image, "-m", "/dev/sda", ":/d2/f", "/dev/stdout"));
    }

    private async Task MakeImageAsync()
    {
        Directory.CreateDirectory(Out);
        Directory.CreateDirectory(Outside);
        var (code, _, error) = await Guestctl.RunAsync(
            "shell", "sparse", Image, "16M", ":", "run", ":", "mkfs", "ext4", "/dev/sda", ":", "mount", "/dev/sda", "/", ":",
            "mkdir", "/d1", ":", "mkdir", "/d2", ":", "mkdir", "/d2/sub", ":", "write", "/d2/sub/planted", "x", ":", "write", "/d2/f", "new", ":",
            "ln-s", Outside, "/d1/sub", ":", "ln-s", Outside + "/planted", "/d1/f");
        Assert.True(code == 0, error);
    }
}
