namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class DirectoryTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Mkdir_makes_a_directory_with_mode_755()
    {
        var d = fixture.NewDirectory();
        _guest.Mkdir($"{d}/new/");
        Assert.Equal("directory 755\n", fixture.Shell($"stat -c '%F %a' /sysroot{d}/new"));
    }

    [Fact]
    public void Mkdir_fails_where_something_is_or_the_parent_is_missing()
    {
        FilesFixture.Fails(Errno.EEXIST, "/small: File exists", () => _guest.Mkdir("/small"));
        FilesFixture.Fails(Errno.EEXIST, "/: File exists", () => _guest.Mkdir("/"));
        FilesFixture.Fails(Errno.ENOENT, "/no/x: No such file or directory", () => _guest.Mkdir("/no/x"));
    }

    [Fact]
    public void Mkdir_p_makes_all_that_is_missing()
    {
        var d = fixture.NewDirectory();
        _guest.MkdirP($"{d}/a//b/./c/");
        _guest.MkdirP($"{d}/a/b/c");
        Assert.True(_guest.IsDir($"{d}/a/b/c"));
        _guest.LnS("a", $"{d}/link");
        _guest.MkdirP($"{d}/link/x");
        Assert.True(_guest.IsDir($"{d}/a/x"));
    }

    [Fact]
    public void Mkdir_p_fails_on_what_is_not_a_directory()
    {
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.MkdirP("/ro/f"));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f/x: Not a directory", () => _guest.MkdirP("/ro/f/x"));
        var d = fixture.NewDirectory();
        _guest.LnS("nowhere", $"{d}/dangling");
        FilesFixture.Fails(Errno.EEXIST, $"{d}/dangling", () => _guest.MkdirP($"{d}/dangling"));
    }

    // 01777 gives 1755 in libguestfs 1.48 too.
    [Fact]
    public void Mkdir_mode_is_less_the_umask()
    {
        var d = fixture.NewDirectory();
        _guest.MkdirMode($"{d}/a", 0x3ff);
        Assert.Equal("1755\n", fixture.Shell($"stat -c %a /sysroot{d}/a"));
        _guest.MkdirMode($"{d}/b", 0x1c0);
        Assert.Equal("700\n", fixture.Shell($"stat -c %a /sysroot{d}/b"));
        FilesFixture.Fails(Errno.EINVAL, "the mode is -1", () => _guest.MkdirMode($"{d}/c", -1));
    }

    [Fact]
    public void Ls_returns_sorted_names()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch b a .hidden Z \"$(printf 'new\\nline')\" \"$(printf 'latin\\351')\" && mkdir c");
        string[] expected = [".hidden", "Z", "a", "b", "c", "latin\udce9", "new\nline"];
        Assert.Equal(expected, _guest.Ls(d));
        Assert.Empty(_guest.Ls($"{d}/c"));

        var file = Path.Combine(fixture.HostDirectory, "ls0");
        _guest.Ls0(d, file);
        Assert.Equal([.. ".hidden\0Z\0a\0b\0c\0latin"u8, 0xe9, .. "\0new\nline\0"u8], File.ReadAllBytes(file));
    }

    [Fact]
    public void Ls_of_what_is_not_a_directory_fails()
    {
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.Ls("/ro/f"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Ls("/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Ls0("/no", Path.Combine(fixture.HostDirectory, "x")));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.Readdir("/ro/f"));
    }

    [Fact]
    public void A_directory_of_very_many_names_is_listed()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && seq -f %06g 1 20000 | xargs touch");
        var expected = Enumerable.Range(1, 20_000).Select(i => i.ToString("D6")).ToArray();
        Assert.Equal(expected, _guest.Ls(d));
        Assert.Equal(20_002, _guest.Readdir(d).Length);
        Assert.Equal(expected, _guest.Find(d + "/"));
        _guest.RmRf(d);
        Assert.False(_guest.Exists(d));
    }

    [Fact]
    public void Readdir_tells_the_types()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir dir && touch reg && ln -s x lnk && mkfifo fifo && mknod blk b 8 0 && mknod chr c 1 3");
        var entries = _guest.Readdir(d).ToDictionary(e => e.Name, e => e.Ftyp);
        Assert.Equal(
            new Dictionary<string, char>
            {
                ["."] = 'd', [".."] = 'd', ["dir"] = 'd', ["reg"] = 'r', ["lnk"] = 'l', ["fifo"] = 'f', ["blk"] = 'b', ["chr"] = 'c',
            },
            entries);
        Assert.Equal('s', _guest.Readdir("/ro").Single(e => e.Name == "s").Ftyp is 's' or 'r' ? 's' : 'x');
        Assert.Equal(fixture.Shell($"stat -c %i /sysroot{d}/reg").Trim(), _guest.Readdir(d).Single(e => e.Name == "reg").Ino.ToString());
    }

    [Fact]
    public void Ll_shows_what_ls_shows()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo text > f && chown 1000:1001 f && ln -s f link");
        Assert.Equal(fixture.Shell($"ls -lan /sysroot{d}"), _guest.Ll(d));
        Assert.Matches($@"^-rw-r--r-- 1 1000 1001 5 .* {d}/link\n$", _guest.Ll($"{d}/link"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Ll("/no"));
    }

    [Fact]
    public void Rm_removes_files_only()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir dir && touch f g && ln -s dir link && ln -s nowhere dangling");
        _guest.Rm($"{d}/f");
        _guest.Rm($"{d}/dangling");
        _guest.RmF($"{d}/g");
        _guest.RmF($"{d}/g");
        _guest.RmF("/no/x");
        FilesFixture.Fails(Errno.EISDIR, $"{d}/dir: Is a directory", () => _guest.Rm($"{d}/dir"));
        FilesFixture.Fails(Errno.EISDIR, $"{d}/dir: Is a directory", () => _guest.RmF($"{d}/dir"));
        FilesFixture.Fails(Errno.EISDIR, "/: Is a directory", () => _guest.Rm("/"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Rm("/no"));
        FilesFixture.Fails(Errno.ENOTDIR, $"{d}/link/: Not a directory", () => _guest.Rm($"{d}/link/"));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f/x: Not a directory", () => _guest.RmF("/ro/f/x"));
        Assert.Equal(["dir", "link"], _guest.Ls(d));
    }

    [Fact]
    public void Rmdir_removes_empty_directories_only()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p empty full/x && touch f && ln -s empty link");
        _guest.Rmdir($"{d}/empty");
        FilesFixture.Fails(Errno.ENOTEMPTY, $"{d}/full: Directory not empty", () => _guest.Rmdir($"{d}/full"));
        FilesFixture.Fails(Errno.ENOTDIR, $"{d}/f: Not a directory", () => _guest.Rmdir($"{d}/f"));
        FilesFixture.Fails(Errno.ENOTDIR, $"{d}/link: Not a directory", () => _guest.Rmdir($"{d}/link"));
        FilesFixture.Fails(Errno.EBUSY, "/: Device or resource busy", () => _guest.Rmdir("/"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Rmdir("/no"));
    }

    [Fact]
    public void Rm_rf_removes_trees_and_no_more()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p keep/me tree/a/b && touch keep/f tree/f tree/a/b/c && ln -s ../../keep tree/a/link && ln -s /etc tree/etc && ln -s keep link");
        _guest.RmRf($"{d}/tree");
        _guest.RmRf($"{d}/link");
        Assert.Equal(["keep"], _guest.Ls(d));
        Assert.Equal(["f", "me"], _guest.Ls($"{d}/keep"));
        _guest.RmRf($"{d}/missing");
        _guest.RmRf("/ro/f/x");
        FilesFixture.Fails(Errno.EBUSY, "/: Device or resource busy", () => _guest.RmRf("/"));
        FilesFixture.Fails(Errno.EINVAL, $"{d}/keep/.", () => _guest.RmRf($"{d}/keep/."));
        FilesFixture.Fails(Errno.EINVAL, $"{d}/keep/..", () => _guest.RmRf($"{d}/keep/.."));
        Assert.Equal(["f", "me"], _guest.Ls($"{d}/keep"));
    }

    [Fact]
    public void Trees_deeper_than_any_path_are_walked_copied_and_removed()
    {
        var d = fixture.NewDirectory();
        const int levels = 1600;

        // A shell cannot go that deep, so parts of the tree are moved below each other.
        fixture.Shell($"""
            cd /sysroot{d} && p=$(printf 'dddd/%.0s' $(seq 400)) && mkdir -p a/$p && touch a/$p/bottom
            for i in 1 2 3; do mkdir -p b/$p && mv a/dddd b/$p/dddd && rmdir a && mv b a; done
            mv a/dddd . && rmdir a
            """);
        var found = _guest.Find(d + "/");
        Assert.Equal(levels + 1, found.Length);
        Assert.EndsWith("/dddd/bottom", found[^1]);
        _guest.CpA($"{d}/dddd", $"{d}/copy");
        Assert.Equal((2 * levels) + 2, _guest.Find(d + "/").Length);
        _guest.RmRf(d);
        Assert.False(_guest.Exists(d));
    }
}
