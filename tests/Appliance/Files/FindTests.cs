namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class FindTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string MakeTree()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p dir/sub dir/zz dir-x && touch f g .hidden dir/x dir/sub/d && ln -s dir ld && ln -s sub dir/lsub && ln -s nowhere dangling");
        return d;
    }

    [Fact]
    public void Find_lists_what_follows_the_directory_as_given()
    {
        var d = MakeTree();
        string[] expected = [".hidden", "dangling", "dir", "dir-x", "dir/lsub", "dir/sub", "dir/sub/d", "dir/x", "dir/zz", "f", "g", "ld"];
        Assert.Equal(expected, _guest.Find(d + "/"));

        // So answers libguestfs 1.48 when the directory does not end in a slash.
        Assert.Equal(expected.Select(name => "/" + name), _guest.Find(d));
        var everything = _guest.Find("/");
        Assert.Contains("ro/f", everything);
        Assert.Equal(everything.Order(StringComparer.Ordinal), everything);
    }

    [Fact]
    public void Find0_lists_the_same_unsorted()
    {
        var d = MakeTree();
        var file = Path.Combine(fixture.HostDirectory, "find0");
        _guest.Find0(d, file);
        Assert.Equal(_guest.Find(d), File.ReadAllText(file).TrimEnd('\0').Split('\0').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Find_is_for_directories()
    {
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.Find("/ro/f"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Find("/no"));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.Find0("/ro/f", Stream.Null));
    }

    // The expected lists follow what libguestfs 1.48 answers for the same tree.
    [Theory]
    [InlineData("/*", "dangling dir-x/ dir/ f g ld/")]
    [InlineData("/d*", "dangling dir-x/ dir/")]
    [InlineData("/{g,f,no}", "g f")]
    [InlineData("/nothing*", "")]
    [InlineData("/[a-f]", "f")]
    [InlineData("/?", "f g")]
    [InlineData("/*/", "dir-x/ dir/ ld/")]
    [InlineData("/*/*", "dir/lsub/ dir/sub/ dir/x dir/zz/ ld/lsub/ ld/sub/ ld/x ld/zz/")]
    [InlineData("/\\f", "f")]
    [InlineData("/.h*", ".hidden")]
    [InlineData("/no", "")]
    [InlineData("/f", "f")]
    [InlineData("/dangling", "dangling")]
    [InlineData("/[", "")]
    [InlineData("/{f", "")]
    [InlineData("/[!fd]", "g")]
    [InlineData("/[^fd]", "g")]
    [InlineData("/dir//sub", "dir//sub/")]
    [InlineData("/dir/../d*r", "dir/../dir/")]
    [InlineData("/[[:alpha:]]", "f g")]
    [InlineData("/{dir/{x,zz},g}", "dir/x dir/zz/ g")]
    [InlineData("/f/*", "")]
    public void Glob_expand_finds_what_the_shell_would(string pattern, string expected)
    {
        var d = MakeTree();
        Assert.Equal(expected, string.Join(' ', _guest.GlobExpand(d + pattern).Select(path => path[(d.Length + 1)..])));
    }

    [Fact]
    public void Glob_expand_marks_directories_unless_told_not_to()
    {
        var d = MakeTree();
        Assert.Equal([$"{d}/dir", $"{d}/dir-x"], _guest.GlobExpand(d + "/di*", directorySlash: false));
    }

    [Fact]
    public void Glob_expand_refuses_what_it_cannot_expand()
    {
        FilesFixture.Fails(Errno.EINVAL, "path must start with a / character", () => _guest.GlobExpand("rel*"));
        FilesFixture.Fails(Errno.ENAMETOOLONG, "File name too long", () => _guest.GlobExpand("/" + new string('*', 5000)));
        FilesFixture.Fails(Errno.EINVAL, "more than 4096 patterns", () => _guest.GlobExpand("/" + string.Concat(Enumerable.Repeat("{a,b}", 20))));
    }
}
