using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Attributes;

[Collection(FilesCollection.Name)]
public sealed class XattrTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private static string Show(IEnumerable<Xattr> attributes)
        => string.Join(' ', attributes.Select(a => $"{a.Attrname}={System.Text.Encoding.Latin1.GetString(a.Attrval)}").Order(StringComparer.Ordinal));

    [Fact]
    public void What_was_set_is_seen_by_the_tool_and_by_the_functions()
    {
        var d = fixture.NewDirectory();
        _guest.Touch($"{d}/f");
        _guest.Setxattr("user.one", "first", 5, $"{d}/f");
        _guest.Setxattr("user.two", "second", 3, $"{d}/f");
        Assert.Contains("user.one=\"first\"\nuser.two=\"sec\"", fixture.Shell($"getfattr -d --absolute-names /sysroot{d}/f"));
        Assert.Equal("user.one=first user.two=sec", Show(_guest.Getxattrs($"{d}/f")));
        Assert.Equal("first"u8, _guest.Getxattr($"{d}/f", "user.one"));
        _guest.Removexattr("user.one", $"{d}/f");
        Assert.Equal("user.two=sec", Show(_guest.Lgetxattrs($"{d}/f")));
    }

    [Fact]
    public void A_link_is_followed_by_one_half_of_the_functions_only()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch f && ln -s f link && ln -s /etc/passwd out && setfattr -n user.a -v file f && setfattr -h -n trusted.a -v link link");
        Assert.Equal("user.a=file", Show(_guest.Getxattrs($"{d}/link")));
        Assert.Equal("trusted.a=link", Show(_guest.Lgetxattrs($"{d}/link")));
        Assert.Equal("link"u8, _guest.Lgetxattr($"{d}/link", "trusted.a"));
        _guest.Lsetxattr("trusted.b", "x", 1, $"{d}/link");
        _guest.Lremovexattr("trusted.a", $"{d}/link");
        Assert.Equal("trusted.b=x", Show(_guest.Lgetxattrs($"{d}/link")));
        Assert.Equal("user.a=file", Show(_guest.Getxattrs($"{d}/f")));
        FilesFixture.Fails(Errno.ENODATA, "user.none: No data available", () => _guest.Getxattr($"{d}/link", "user.none"));
        FilesFixture.Fails(Errno.ENODATA, "user.none: No data available", () => _guest.Removexattr("user.none", $"{d}/f"));
        FilesFixture.Fails(Errno.EPERM, "Operation not permitted", () => _guest.Lsetxattr("user.c", "x", 1, $"{d}/link"));
        FilesFixture.Fails(Errno.ENOENT, "/out: No such file or directory", () => _guest.Getxattrs($"{d}/out"));
        FilesFixture.Fails(Errno.ENODATA, "trusted.no", () => _guest.Lremovexattr("trusted.no", $"{d}/link"));
        FilesFixture.Fails(Errno.ENODATA, "trusted.no", () => _guest.Lgetxattr($"{d}/link", "trusted.no"));
    }

    [Fact]
    public void A_list_of_names_gets_the_number_and_the_attributes_of_each()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch a b c && setfattr -n user.x -v 1 a && setfattr -n user.y -v 2 a && setfattr -n user.z -v 3 c");
        var list = _guest.Lxattrlist(d, ["a", "b", "none", "c", ""]);
        Assert.Equal(
            ["=2", "user.x=1", "user.y=2", "=0", "=", "=1", "user.z=3", "="],
            list.Select(a => $"{a.Attrname}={System.Text.Encoding.Latin1.GetString(a.Attrval)}"));
        FilesFixture.Fails(Errno.EINVAL, "'a/b' is not a file name", () => _guest.Lxattrlist(d, ["a/b"]));
        Assert.Empty(_guest.Lxattrlist($"{d}/a", []));
        Assert.Empty(Assert.Single(_guest.Lxattrlist($"{d}/a", ["b"])).Attrval);
    }

    [Fact]
    public void A_value_of_64_KiB_is_refused_in_plain_words_and_a_large_list_arrives_in_parts()
    {
        var d = fixture.NewDirectory();
        var names = Enumerable.Range(0, 300).Select(i => $"f{i}").ToArray();
        fixture.Shell($"cd /sysroot{d} && touch {string.Join(' ', names)}");
        Assert.Contains("No space left on device", Assert.Throws<GuestOperationException>(() => _guest.Setxattr("user.big", new string('x', 65536), 65536, $"{d}/f0")).Message);
        Assert.Equal(7, Assert.Throws<GuestOperationException>(() => _guest.Setxattr("user.big", new string('x', 65537), 65537, $"{d}/f0")).Errno);
        foreach (var name in names)
        {
            _guest.Setxattr("user.v", new string('v', 700), 700, $"{d}/{name}");
        }

        var list = _guest.Lxattrlist(d, names);
        Assert.Equal(600, list.Length);
        Assert.All(list.Where(a => a.Attrname.Length > 0), a => Assert.Equal(700, a.Attrval.Length));
    }

    [Fact]
    public void Bad_arguments_are_told_apart()
    {
        var d = fixture.NewDirectory();
        _guest.Touch($"{d}/f");
        _guest.Setxattr("user.x", "v", 2, $"{d}/f");
        Assert.Equal("v\0", System.Text.Encoding.ASCII.GetString(_guest.Getxattr($"{d}/f", "user.x")));
        FilesFixture.Fails(Errno.EINVAL, "vallen is 9, but the value has 1 bytes", () => _guest.Setxattr("user.x", "v", 9, $"{d}/f"));
        FilesFixture.Fails(Errno.EINVAL, "vallen is -1", () => _guest.Lsetxattr("user.x", "v", -1, $"{d}/f"));
        FilesFixture.Fails(Errno.EOPNOTSUPP, "Operation not supported", () => _guest.Setxattr("nonsense", "v", 1, $"{d}/f"));
        FilesFixture.Fails(Errno.EINVAL, "zero byte", () => _guest.Getxattr($"{d}/f", "user.\0"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Setxattr("user.x", "v", 1, "/ro/f"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Removexattr("user.x", "/ro/f"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Lgetxattrs("/no"));
    }
}
