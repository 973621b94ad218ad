using System.Runtime.Versioning;

namespace GuestCtl.Appliance.Tests.Files;

/// <summary>copy_in and copy_out, between the guest and a directory of the host.</summary>
[Collection(FilesCollection.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class UserCopyTests(FilesFixture fixture) : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly GuestFs _guest = fixture.Guest;
    private readonly string _host = Directory.CreateTempSubdirectory("guestctl-test-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_host, recursive: true);

    [Fact]
    public void A_file_goes_in_and_comes_out()
    {
        var d = fixture.NewDirectory();
        var file = Path.Combine(_host, "-n ame");
        File.WriteAllBytes(file, [0, 1, 255]);
        File.SetUnixFileMode(file, Mode);
        File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        _guest.CopyIn(file, d);
        Assert.Equal([0, 1, 255], _guest.ReadFile($"{d}/-n ame"));
        var status = _guest.Statns($"{d}/-n ame");
        Assert.Equal((int)Mode, (int)status.Mode & 0x1ff);
        Assert.Equal(981173106, status.MtimeSec);
        Assert.Equal(Environment.IsPrivilegedProcess ? 0 : status.Uid, status.Uid);
        var back = Directory.CreateDirectory(Path.Combine(_host, "back")).FullName;
        _guest.CopyOut($"{d}/-n ame", back);
        Assert.Equal([0, 1, 255], File.ReadAllBytes(Path.Combine(back, "-n ame")));
    }

    [Fact]
    public void A_tree_goes_in_and_comes_out()
    {
        var d = fixture.NewDirectory();
        var tree = Directory.CreateDirectory(Path.Combine(_host, "tree", "sub")).Parent!.FullName;
        File.WriteAllText(Path.Combine(tree, "sub", "file"), "content");
        File.CreateSymbolicLink(Path.Combine(tree, "link"), "/etc/shadow");
        _guest.CopyIn(tree + "/", d);
        Assert.Equal("content", _guest.Cat($"{d}/tree/sub/file"));
        Assert.Equal("/etc/shadow", _guest.Readlink($"{d}/tree/link"));
        fixture.Shell($"cd /sysroot{d}/tree && mknod device b 8 0 && mkfifo pipe && chmod 4755 sub/file && chown 1234:5678 sub/file");
        var back = Directory.CreateDirectory(Path.Combine(_host, "back")).FullName;
        _guest.CopyOut($"{d}/tree", back);
        Assert.Equal(
            ["link", "sub"],
            Directory.EnumerateFileSystemEntries(Path.Combine(back, "tree")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        var file = Path.Combine(back, "tree", "sub", "file");
        Assert.Equal("content", File.ReadAllText(file));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & UnixFileMode.SetUser);
        Assert.Equal("/etc/shadow", new FileInfo(Path.Combine(back, "tree", "link")).LinkTarget);
    }

    [Fact]
    public void A_device_name_is_a_path_of_the_guest()
    {
        fixture.Shell("mkdir -p /sysroot/dev && echo guest > /sysroot/dev/sda");
        _guest.CopyOut("/dev/sda", _host);
        fixture.Shell("rm -r /sysroot/dev");
        Assert.Equal("guest\n", File.ReadAllText(Path.Combine(_host, "sda")));
    }

    [Fact]
    public void The_named_directory_may_be_a_link_within_the_guest()
    {
        var d = fixture.NewDirectory();
        _guest.Mkdir($"{d}/real");
        _guest.Write($"{d}/real/f", "f"u8.ToArray());
        _guest.LnS($"{d}/real", $"{d}/link");
        _guest.LnS("/run", $"{d}/out");
        _guest.CopyOut($"{d}/link", _host);
        Assert.Equal("f", File.ReadAllText(Path.Combine(_host, "link", "f")));
        FilesFixture.Fails(Errno.EINVAL, "neither a file nor a directory", () => _guest.CopyOut($"{d}/out", _host));
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        var d = fixture.NewDirectory();
        var file = Path.Combine(_host, "file");
        File.WriteAllText(file, "x");
        FilesFixture.Fails(Errno.ENOENT, "is not a file or directory of this machine", () => _guest.CopyIn(Path.Combine(_host, "none"), d));
        FilesFixture.Fails(Errno.ENOENT, "is not a file or directory of this machine", () => _guest.CopyIn("", d));
        FilesFixture.Fails(Errno.ENOTDIR, "is not a directory of the guest", () => _guest.CopyIn(file, $"{d}/none"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.CopyIn(file, "/ro"));
        FilesFixture.Fails(Errno.ENOTDIR, "is not a directory of this machine", () => _guest.CopyOut(d, file));
        FilesFixture.Fails(Errno.ENOENT, "does not exist in the guest", () => _guest.CopyOut("/none", _host));
        FilesFixture.Fails(Errno.EINVAL, "must start with a / character", () => _guest.CopyOut("none", _host));
        fixture.Shell($"mkfifo /sysroot{d}/pipe");
        FilesFixture.Fails(Errno.EINVAL, "neither a file nor a directory", () => _guest.CopyOut($"{d}/pipe", _host));
    }
}
