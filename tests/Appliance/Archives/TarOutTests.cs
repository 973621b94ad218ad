using System.Diagnostics;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Archives;

[Collection(FilesCollection.Name)]
public sealed class TarOutTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string MakeTree()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"""
            cd /sysroot{d} && mkdir -p t/sub && cd t && echo x > sub/x && ln -s sub l && echo a > a && ln a hard && chown 1000:1001 a && ln -s t ../tl
            setfattr -n user.k -v value sub/x && setfacl -m u:99:r sub/x && printf 1 > "$(printf 'latin\351')"
            """);
        return d;
    }

    private static string List(string file, string options = "-tf")
    {
        var start = new ProcessStartInfo("tar", [.. options.Split(' '), file, "--quoting-style=escape"]) { RedirectStandardOutput = true };
        using var tar = Process.Start(start)!;
        var text = tar.StandardOutput.ReadToEnd();
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        return string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    // The names have the form that libguestfs 1.48 gives them.
    [Fact]
    public void Names_begin_with_a_dot()
    {
        var file = Path.Combine(fixture.HostDirectory, "t.tar");
        var d = MakeTree();
        _guest.TarOut($"{d}/t", file);
        Assert.Equal("./\n./a\n./hard\n./l\n./latin\\351\n./sub/\n./sub/x", List(file));
        Assert.Contains("1000/1001", List(file, "-tvf"));
        _guest.TarOut($"{d}/tl", file, numericOwner: true);
        Assert.Equal("./\n./a\n./hard\n./l\n./latin\\351\n./sub/\n./sub/x", List(file));
    }

    [Fact]
    public void Excluded_patterns_are_left_out()
    {
        var file = Path.Combine(fixture.HostDirectory, "t.tar");
        _guest.TarOut($"{MakeTree()}/t", file, excludes: ["sub*", "latin\udce9", "z"]);
        Assert.Equal("./\n./a\n./hard\n./l", List(file));
        FilesFixture.Fails(Errno.EINVAL, "cannot contain a line end", () => _guest.TarOut("/small", file, excludes: ["a\nb"]));
    }

    [Theory]
    [InlineData("gzip", "-tzf")]
    [InlineData("bzip2", "-tjf")]
    [InlineData("xz", "-tJf")]
    [InlineData("lzma", "--lzma -tf")]
    [InlineData("compress", "-tf")]
    [InlineData("zstd", "-tf")]
    [InlineData("lzop", "-tf")]
    public void Archives_can_be_compressed_and_come_back(string compress, string options)
    {
        var file = Path.Combine(fixture.HostDirectory, "t.tar." + compress);
        var d = MakeTree();
        _guest.TarOut($"{d}/t", file, compress: compress);
        if (options != "-tf")
        {
            Assert.Contains("./sub/x", List(file, options));
        }

        _guest.Mkdir($"{d}/back");
        _guest.TarIn(file, $"{d}/back", compress: compress);
        Assert.Equal(_guest.Find($"{d}/t"), _guest.Find($"{d}/back"));
    }

    [Fact]
    public void Attributes_are_stored_when_asked_for()
    {
        var file = Path.Combine(fixture.HostDirectory, "t.tar");
        var d = MakeTree();
        _guest.TarOut($"{d}/t", file, xattrs: true, selinux: true, acls: true);
        _guest.Mkdir($"{d}/back");
        _guest.TarIn(file, $"{d}/back", xattrs: true, selinux: true, acls: true);
        Assert.Equal(
            fixture.Shell($"cd /sysroot{d}/t && getfattr -d -m user sub/x && getfacl -n sub/x"),
            fixture.Shell($"cd /sysroot{d}/back && getfattr -d -m user sub/x && getfacl -n sub/x"));
        _guest.Mkdir($"{d}/plain");
        _guest.TarIn(file, $"{d}/plain");
        Assert.Equal("", fixture.Shell($"cd /sysroot{d}/plain && getfattr -d -m - sub/x"));
    }

    [Fact]
    public void What_is_not_a_directory_fails()
    {
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.TarOut("/ro/f", Stream.Null));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.TarOut("/no", Stream.Null));
        FilesFixture.Fails(Errno.EINVAL, "path must start with a / character", () => _guest.TarOut("no", Stream.Null));
        FilesFixture.Fails(Errno.EINVAL, "unknown compression type: foo", () => _guest.TarOut("/ro", Stream.Null, compress: "foo"));
    }

    [Fact]
    public async Task A_cancelled_call_ends_tar()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"truncate -s 20G /sysroot{d}/hole");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.TarOutAsync(d, Stream.Null, cancellationToken: cancellation.Token));
        await Task.Delay(1000);
        Assert.DoesNotContain("/tar", fixture.Shell("ls -l /proc/[0-9]*/exe 2>/dev/null; true"));
        _guest.RmRf(d);
    }
}
