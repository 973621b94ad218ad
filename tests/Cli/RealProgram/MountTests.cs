using System.Runtime.Versioning;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>mount and umount, with a copy of a test image that is written to.</summary>
[SupportedOSPlatform("linux")]
public sealed class MountTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-mount-").FullName;

    private string Mounted => Path.Combine(_directory, "mounted");

    public void Dispose()
    {
        // A failed test may leave it mounted.
        Guestctl.RunAsync("umount", Mounted).GetAwaiter().GetResult();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task What_is_written_is_in_the_image_after_unmounting()
    {
        var original = Guestctl.Image("debian-ext4.img");
        var image = Path.Combine(_directory, "disk.img");
        File.Copy(original, image);
        Directory.CreateDirectory(Mounted);
        Directory.CreateSymbolicLink(Path.Combine(_directory, "link"), Mounted);
        var (code, output, error) = await Guestctl.RunAsync("mount", "-w", "-a", image, Path.Combine(_directory, "link"));
        Assert.Equal((0, "", ""), (code, output, error));
        Assert.StartsWith("12", File.ReadAllText(Path.Combine(Mounted, "etc", "debian_version")), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(Mounted, "root", "note"), "written here", TestContext.Current.CancellationToken);
        await using (File.OpenRead(Path.Combine(Mounted, "root", "note")))
        {
            (code, _, error) = await Guestctl.RunAsync("umount", "--wait", "0", Mounted);
            Assert.NotEqual(0, code);
            Assert.Contains("busy", error, StringComparison.Ordinal);
        }

        Assert.Equal((0, "", ""), await Guestctl.RunAsync("umount", Path.Combine(_directory, "link")));
        Assert.Empty(Directory.GetFileSystemEntries(Mounted));
        Assert.Equal((0, "written here", ""), await Guestctl.RunAsync("cat", "-a", image, "/root/note"));
    }

    [Fact]
    public async Task A_failure_is_told_by_the_command_itself()
    {
        var image = Guestctl.Image("debian-ext4.img");
        Directory.CreateDirectory(Mounted);
        var (code, _, error) = await Guestctl.RunAsync("mount", "-a", image, "-o", "no_such_option", Mounted);
        Assert.NotEqual(0, code);
        Assert.Contains("unknown option", error, StringComparison.Ordinal);
        (code, _, error) = await Guestctl.RunAsync("mount", "-a", image, Path.Combine(_directory, "none"));
        Assert.NotEqual(0, code);
        Assert.Contains("is not a directory of this machine", error, StringComparison.Ordinal);
        (code, _, error) = await Guestctl.RunAsync("umount", Mounted);
        Assert.NotEqual(0, code);
        Assert.Contains("is not where guestctl has mounted a guest", error, StringComparison.Ordinal);
    }
}
