namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class TypeTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string MakeOneOfEach()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"""
            cd /sysroot{d} && mkdir dir && echo x > file && mkfifo fifo && mknod blk b 8 0 && mknod chr c 1 3
            ln -s file tofile && ln -s dir todir && ln -s nowhere dangling && ln -s loop loop
            ln -s fifo tofifo && ln -s blk toblk && ln -s chr tochr
            """);
        return d;
    }

    [Theory]
    [InlineData("file", "file")]
    [InlineData("dir", "dir")]
    [InlineData("fifo", "fifo")]
    [InlineData("blk", "blockdev")]
    [InlineData("chr", "chardev")]
    [InlineData("tofile", "symlink")]
    [InlineData("dangling", "symlink")]
    [InlineData("loop", "symlink")]
    [InlineData("missing", "")]
    [InlineData("file/x", "")]
    public void A_path_is_of_exactly_one_type(string name, string type)
    {
        var path = $"{MakeOneOfEach()}/{name}";
        Assert.Equal(type == "file", _guest.IsFile(path));
        Assert.Equal(type == "dir", _guest.IsDir(path));
        Assert.Equal(type == "fifo", _guest.IsFifo(path));
        Assert.Equal(type == "blockdev", _guest.IsBlockdev(path));
        Assert.Equal(type == "chardev", _guest.IsChardev(path));
        Assert.Equal(type == "symlink", _guest.IsSymlink(path));
        Assert.False(_guest.IsSocket(path));

        // What libguestfs 1.48 answers: a link counts itself, wherever it leads.
        Assert.Equal(type != "", _guest.Exists(path));
    }

    [Fact]
    public void Links_are_followed_when_asked_for()
    {
        var d = MakeOneOfEach();
        Assert.True(_guest.IsFile($"{d}/tofile", followSymlinks: true));
        Assert.True(_guest.IsDir($"{d}/todir", followSymlinks: true));
        Assert.True(_guest.IsFifo($"{d}/tofifo", followSymlinks: true));
        Assert.True(_guest.IsBlockdev($"{d}/toblk", followSymlinks: true));
        Assert.True(_guest.IsChardev($"{d}/tochr", followSymlinks: true));
        Assert.False(_guest.IsSocket($"{d}/tofile", followSymlinks: true));
        Assert.False(_guest.IsFile($"{d}/dangling", followSymlinks: true));
    }

    [Fact]
    public void A_socket_is_a_socket()
    {
        var d = fixture.NewDirectory();
        _guest.LnS("/ro/s", $"{d}/link");
        Assert.True(_guest.IsSocket("/ro/s"));
        Assert.False(_guest.IsSocket($"{d}/link"));
        Assert.True(_guest.IsSocket($"{d}/link", followSymlinks: true));
        Assert.False(_guest.IsFile("/ro/s"));
    }

    [Fact]
    public void A_loop_of_links_is_an_error_where_links_are_followed()
        => FilesFixture.Fails(Errno.ELOOP, "/loop: Too many levels of symbolic links", () => _guest.IsFile($"{MakeOneOfEach()}/loop", followSymlinks: true));

    [Fact]
    public void A_relative_path_is_refused()
        => FilesFixture.Fails(Errno.EINVAL, "rel: path must start with a / character", () => _guest.Exists("rel"));

    [Fact]
    public void An_empty_path_is_refused()
        => FilesFixture.Fails(Errno.EINVAL, "path must start with a / character", () => _guest.IsFile(""));

    [Fact]
    public void A_name_that_is_too_long_is_an_error()
        => FilesFixture.Fails(Errno.ENAMETOOLONG, "File name too long", () => _guest.IsFile("/" + new string('x', 256)));

    [Fact]
    public void A_path_that_is_too_long_is_an_error()
        => FilesFixture.Fails(Errno.ENAMETOOLONG, "File name too long", () => _guest.Exists(string.Concat(Enumerable.Repeat("/abcdefg", 1000))));
}
