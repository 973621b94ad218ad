namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class CopyTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    // Everything about a tree but change times, for comparing.
    private string Describe(string path, string format = "%P %y %m %U:%G %s %T@ %n %l\\n")
        => fixture.Shell($"cd /sysroot{path} && find . -printf '{format}' | sort && find . -print0 | sort -z | xargs -0 getfattr -h -d -m - 2>/dev/null; true");

    private string MakeTree()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"""
            cd /sysroot{d} && mkdir -p src/a/b src/empty && cd src && echo text > f && echo deep > a/b/deep && ln a/b/deep hard
            ln -s f link && ln -s nowhere a/dangling && mkfifo fifo && mknod chr c 1 3 && chmod 4750 f && chown 10:20 f a link && chmod 1777 empty
            printf 'x' > "$(printf 'new\nline\377')" && setfattr -n user.k -v value f && setfattr -n trusted.t -v 1 a && setfacl -m u:99:r f
            truncate -s 5M sparse && printf data | dd of=sparse bs=1 seek=1M conv=notrunc 2>/dev/null
            touch -d '2001-02-03 04:05:06.123456789' f a/b a && touch -h -d 2002-02-02 link
            """);
        return d;
    }

    [Fact]
    public void Cp_a_copies_everything_about_everything()
    {
        var d = MakeTree();
        _guest.CpA($"{d}/src", $"{d}/copy");
        Assert.Equal(Describe($"{d}/src"), Describe($"{d}/copy"));
        Assert.Equal(_guest.Statns($"{d}/copy/hard").Ino, _guest.Statns($"{d}/copy/a/b/deep").Ino);
        Assert.Equal("", fixture.Shell($"cmp /sysroot{d}/src/sparse /sysroot{d}/copy/sparse"));
        Assert.InRange(_guest.Statns($"{d}/copy/sparse").Blocks, 1, 100);
    }

    [Fact]
    public void Cp_a_goes_to_another_file_system()
    {
        var d = MakeTree();
        _guest.CpA($"{d}/src", "/small");
        Assert.Equal(Describe($"{d}/src", "%P %y %m %U:%G %T@ %n %l\\n"), Describe("/small/src", "%P %y %m %U:%G %T@ %n %l\\n"));
        _guest.RmRf("/small/src");
    }

    [Fact]
    public void Cp_r_copies_without_owners_and_times()
    {
        var d = MakeTree();
        _guest.CpR($"{d}/src", $"{d}/copy");
        Assert.Equal(Describe($"{d}/src", "%P %y %s %l\\n").Split("# file")[0], Describe($"{d}/copy", "%P %y %s %l\\n").Split("# file")[0]);
        Assert.Equal("750 0:0\n", fixture.Shell($"stat -c '%a %u:%g' /sysroot{d}/copy/f"));
        Assert.NotEqual(_guest.Statns($"{d}/copy/hard").Ino, _guest.Statns($"{d}/copy/a/b/deep").Ino);
    }

    [Fact]
    public void A_directory_takes_the_copy_in()
    {
        var d = MakeTree();
        _guest.Mkdir($"{d}/dest");
        _guest.LnS("dest", $"{d}/todest");
        _guest.CpA($"{d}/src/f", $"{d}/todest");
        _guest.Cp($"{d}/src/link", $"{d}/dest");
        _guest.CpR($"{d}/src/a", $"{d}/dest");
        _guest.CpR($"{d}/src/a", $"{d}/dest");
        _guest.CpA($"{d}/src/empty/.", $"{d}/dest");
        Assert.Equal(["a", "f", "link"], _guest.Ls($"{d}/dest"));
        Assert.Equal(["b", "dangling"], _guest.Ls($"{d}/dest/a"));
        Assert.True(_guest.IsFile($"{d}/dest/link"));
        Assert.Equal("text\n", _guest.Cat($"{d}/dest/link"));
    }

    [Fact]
    public void Cp_follows_links_and_keeps_what_it_overwrites()
    {
        var d = MakeTree();
        fixture.Shell($"cd /sysroot{d} && echo longer text > old && chmod 600 old && ln -s old toold && ln -s nope dangling");
        _guest.Cp($"{d}/src/link", $"{d}/toold");
        Assert.Equal("text\n", _guest.Cat($"{d}/old"));
        Assert.Equal("600\n", fixture.Shell($"stat -c %a /sysroot{d}/old"));
        _guest.Cp($"{d}/src/f", $"{d}/new");
        Assert.Equal("750 0:0\n", fixture.Shell($"stat -c '%a %u:%g' /sysroot{d}/new"));
        FilesFixture.Fails(Errno.EEXIST, $"{d}/dangling: File exists", () => _guest.Cp($"{d}/src/f", $"{d}/dangling"));
    }

    [Fact]
    public void Copies_that_cannot_be_are_refused()
    {
        var d = MakeTree();
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Cp("/no", $"{d}/x"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.CpA("/no", $"{d}/x"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.CpR("/no", $"{d}/x"));
        FilesFixture.Fails(Errno.EISDIR, $"{d}/src: Is a directory", () => _guest.Cp($"{d}/src", $"{d}/x"));
        FilesFixture.Fails(Errno.EINVAL, "is the same file", () => _guest.Cp($"{d}/src/f", $"{d}/src/f"));
        FilesFixture.Fails(Errno.EINVAL, "is the same file", () => _guest.CpA($"{d}/src/f", $"{d}/src/f"));
        FilesFixture.Fails(Errno.EINVAL, "is the same file", () => _guest.Cp($"{d}/src/hard", $"{d}/src/a/b/deep"));
        FilesFixture.Fails(Errno.EINVAL, "cannot copy a directory into itself", () => _guest.CpR($"{d}/src", $"{d}/src/a"));
        FilesFixture.Fails(Errno.EINVAL, "cannot copy a directory into itself", () => _guest.CpA($"{d}/src", $"{d}/src/new"));
        FilesFixture.Fails(Errno.EINVAL, "cannot copy a directory into itself", () => _guest.CpA("/", d));
        FilesFixture.Fails(Errno.ENOTDIR, $"{d}/src/f: Not a directory", () => _guest.CpA($"{d}/src/a", $"{d}/src/f"));
        FilesFixture.Fails(Errno.ENOENT, "/no/x: No such file or directory", () => _guest.CpA($"{d}/src/f", "/no/x"));
        FilesFixture.Fails(Errno.ENOSPC, "No space left on device", () => fixture.Guest.CpA(BigFile(d), "/small/x"));
        _guest.Rm("/small/x");
        Assert.Equal("text\n", _guest.Cat($"{d}/src/f"));
        Assert.Equal("deep\n", _guest.Cat($"{d}/src/hard"));
    }

    [Fact]
    public void Links_in_the_destination_lead_nowhere_while_a_tree_is_copied()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"""
            cd /sysroot{d} && mkdir -p src/dir victim dest/src && echo new > src/dir/f && echo new > src/file
            ln -s ../../victim dest/src/dir && ln -s ../../victim/file dest/src/file
            """);
        FilesFixture.Fails(Errno.ENOTDIR, $"{d}/dest/src/dir: Not a directory", () => _guest.CpA($"{d}/src", $"{d}/dest"));
        _guest.Rm($"{d}/dest/src/dir");
        _guest.CpA($"{d}/src", $"{d}/dest");
        Assert.Empty(_guest.Ls($"{d}/victim"));
        Assert.True(_guest.IsFile($"{d}/dest/src/file"));
    }

    [Fact]
    public void Mv_renames_and_moves_into_directories()
    {
        var d = MakeTree();
        var inode = _guest.Statns($"{d}/src/f").Ino;
        _guest.Mv($"{d}/src/f", $"{d}/moved");
        Assert.Equal(inode, _guest.Statns($"{d}/moved").Ino);
        _guest.Mv($"{d}/moved", $"{d}/src/empty");
        _guest.Mv($"{d}/src/link", $"{d}/src/empty");
        Assert.Equal(["link", "moved"], _guest.Ls($"{d}/src/empty"));
        Assert.True(_guest.IsSymlink($"{d}/src/empty/link"));
        _guest.Mv($"{d}/src/hard", $"{d}/src/a/b/deep");
        Assert.False(_guest.Exists($"{d}/src/hard"));
        Assert.Equal("deep\n", _guest.Cat($"{d}/src/a/b/deep"));
    }

    [Fact]
    public void Mv_goes_to_another_file_system()
    {
        var d = MakeTree();
        var before = Describe($"{d}/src", "%P %y %m %U:%G %T@ %n %l\\n");
        _guest.Mv($"{d}/src", "/small/moved");
        Assert.Equal(before, Describe("/small/moved", "%P %y %m %U:%G %T@ %n %l\\n"));
        Assert.False(_guest.Exists($"{d}/src"));
        _guest.RmRf("/small/moved");
    }

    [Fact]
    public void Moves_that_cannot_be_are_refused()
    {
        var d = MakeTree();
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Mv("/no", $"{d}/x"));
        FilesFixture.Fails(Errno.ENOTDIR, $"{d}/src/f: Not a directory", () => _guest.Mv($"{d}/src/a", $"{d}/src/f"));
        FilesFixture.Fails(Errno.EINVAL, "Invalid argument", () => _guest.Mv($"{d}/src", $"{d}/src/a"));
        FilesFixture.Fails(Errno.EINVAL, "are the same", () => _guest.Mv($"{d}/src/f", $"{d}/src/f"));
        FilesFixture.Fails(Errno.ENOSPC, "No space left on device", () => _guest.Mv(BigFile(d), "/small/x"));
        Assert.True(_guest.Exists($"{d}/big"));
        _guest.Rm("/small/x");
    }

    [Fact]
    public void Rename_is_the_system_call()
    {
        var d = MakeTree();
        _guest.Rename($"{d}/src/f", $"{d}/g");
        Assert.Equal("text\n", _guest.Cat($"{d}/g"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Rename("/no", $"{d}/x"));
        FilesFixture.Fails(Errno.EISDIR, "Is a directory", () => _guest.Rename($"{d}/g", $"{d}/src"));
        FilesFixture.Fails(Errno.ENOTDIR, "Not a directory", () => _guest.Rename($"{d}/src", $"{d}/g"));
        FilesFixture.Fails(Errno.EINVAL, "Invalid argument", () => _guest.Rename($"{d}/src", $"{d}/src/a/x"));
        FilesFixture.Fails(Errno.EXDEV, "Invalid cross-device link", () => _guest.Rename($"{d}/g", "/small/g"));
    }

    private string BigFile(string d)
    {
        fixture.Shell($"dd if=/dev/zero of=/sysroot{d}/big bs=1M count=12 2>/dev/null");
        return $"{d}/big";
    }
}
