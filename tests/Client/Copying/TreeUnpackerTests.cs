using System.Runtime.Versioning;
using System.Text;
using GuestCtl.Copying;

namespace GuestCtl.Client.Tests.Copying;

/// <summary>What an honest archive becomes.</summary>
[SupportedOSPlatform("linux")]
public sealed class TreeUnpackerTests : IDisposable
{
    private const UnixFileMode ReadAndEnter = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly UnpackedTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Links_of_a_guest_arrive_as_they_are()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().Link("./localtime", "/usr/share/zoneinfo/UTC").HardLink("again", "./localtime").End()));
        Assert.Equal("/usr/share/zoneinfo/UTC", new FileInfo(_tree.PathOf("localtime")).LinkTarget);
        Assert.Equal("/usr/share/zoneinfo/UTC", new FileInfo(_tree.PathOf("again")).LinkTarget);
    }

    [Fact]
    public async Task Directories_get_their_permissions_and_times_after_their_content()
    {
        var archive = new ArchiveBytes().Directory("./", 0x140, 1).Directory("./d/", 0x140, 2).File("./d/f", mode: 0x100, time: 3).Directory("./d/e/", 0x140, 4).File("./d/e/g").File("./d/z").End();
        Assert.Empty(await _tree.UnpackAsync(archive, isNew: true));
        Assert.Equal([ReadAndEnter, ReadAndEnter, ReadAndEnter], new[] { ".", "d", "d/e" }.Select(name => File.GetUnixFileMode(_tree.PathOf(name))));
        Assert.Equal([1, 2, 3, 4], new[] { ".", "d", "d/f", "d/e" }.Select(name => new DateTimeOffset(File.GetLastWriteTimeUtc(_tree.PathOf(name))).ToUnixTimeSeconds()));

        // A second copy finds them without write permission, and leaves them so.
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().Directory("d/", 0x1ff).Directory("d/e/").File("d/e/g", "new").End()));
        Assert.Equal("new", File.ReadAllText(_tree.PathOf("d/e/g")));
        Assert.Equal(ReadAndEnter, File.GetUnixFileMode(_tree.PathOf("d/e")));
        File.SetUnixFileMode(_tree.PathOf("d/e"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Directories_that_are_not_named_before_their_files_are_made()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().File("a/b/c/f").File("a/b/g").File("a2/f").End()));
        Assert.Equal(["a", "a/b", "a/b/c", "a/b/c/f", "a/b/g", "a2", "a2/f"], _tree.Names());
    }

    [Fact]
    public async Task A_kernel_without_the_newer_call_gets_the_same_tree()
    {
        Assert.Empty(await _tree.UnpackAsync(new ArchiveBytes().Directory("a/").Link("a/l", "/").End()));
        using var top = HostDirectory.Open(_tree.Inside);
        HostTree.OpenEach(top.Handle, "a/b/c"u8, make: true).Dispose();
        Assert.True(Directory.Exists(_tree.PathOf("a/b/c")));
        Assert.Throws<HostCallException>(() => HostTree.OpenEach(top.Handle, "a/none/c"u8, make: false));
        Assert.Contains("a link or a file", Assert.Throws<HostCallException>(() => HostTree.OpenEach(top.Handle, "a/l/tmp"u8, make: true)).Message);
    }

    [Fact]
    public async Task A_file_keeps_its_old_content_until_the_new_one_is_complete()
    {
        await File.WriteAllTextAsync(_tree.PathOf("f"), "old", TestContext.Current.CancellationToken);
        using var top = HostDirectory.Open(_tree.Inside);
        using (var file = top.Create("f"))
        {
            await using var content = file.OpenContent();
            content.Write("half"u8);
        }

        Assert.Equal("old", File.ReadAllText(_tree.PathOf("f")));
        Assert.Equal(["f"], _tree.Names());
        using (var file = top.Create("f"))
        {
            RandomAccess.Write(file.Handle, Encoding.ASCII.GetBytes("whole"), 0);
            file.TakeName();
        }

        Assert.Equal("whole", File.ReadAllText(_tree.PathOf("f")));
        Assert.Throws<IOException>(() => top.Create(".."));
        Assert.Throws<IOException>(() => top.Create("a/b"));
    }
}
