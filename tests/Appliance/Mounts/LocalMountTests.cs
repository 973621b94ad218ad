using System.Runtime.Versioning;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Mounts;

/// <summary>mount_local: the guest as a file system of the host, looked at by the host's own tools.</summary>
[SupportedOSPlatform("linux")]
public sealed class LocalMountTests : LocalMountCase, IClassFixture<ScratchFixture>
{
    private readonly ScratchFixture _fixture;

    /// <summary>Creates it.</summary>
    public LocalMountTests(ScratchFixture fixture)
        : base(fixture) => _fixture = fixture;

    [Fact]
    public async Task Files_are_read_and_written()
    {
        Guest.Write("/old", "from the guest"u8.ToArray());
        Mount();
        Assert.Equal("from the guest", File.ReadAllText(At("old")));
        Assert.Equal("", Run("cd '{0}' && mkdir -p a/b && echo one > a/b/f && echo two >> a/b/f && dd if=/dev/urandom of=big bs=1M count=5 status=none"));
        Assert.Equal("one\ntwo\n", Guest.Cat("/a/b/f"));
        Assert.Equal(Guest.Checksum("md5", "/big"), Run("md5sum < '{0}/big'").Split(' ')[0]);
        Assert.Equal("", Run("cd '{0}' && mv a/b/f g && ln g h && ln -s /etc/passwd l && truncate -s 3 g && rmdir a/b && rm old && : > h && printf new > g"));
        Assert.Equal(["a", "big", "g", "h", "l", "lost+found"], Guest.Ls("/").Order(StringComparer.Ordinal));
        Assert.Equal("new", Guest.Cat("/h"));
        Assert.Equal("/etc/passwd\n", Run("readlink '{0}/l'"));
        Assert.Equal("offset\n", Run("echo offset | dd of='{0}/g' bs=1 seek=4294967300 conv=notrunc status=none && tail -c 7 '{0}/g'"));
        await UnmountAsync();
        Assert.Empty(Directory.GetFileSystemEntries(Mounted));
        Assert.True(Guest.Exists("/g"));
    }

    [Fact]
    public void Inodes_modes_owners_and_times_are_the_guests()
    {
        _fixture.Shell("cd /sysroot && echo x > f && ln f g && chown 1234:5678 f && chmod 2640 f && touch -d '2001-02-03 04:05:06.789 UTC' f && mknod c c 5 1 && mknod p p");
        Mount();
        var status = Guest.Lstatns("/f");
        Assert.Equal(
            $"{status.Ino} {status.Ino} 2 1234 5678 2640 2\n",
            Run("cd '{0}' && echo $(stat -c %i f) $(stat -c '%i %h %u %g %a %s' g)"));
        Assert.Equal("981173106.789000000\n", Run("stat -c %.9Y '{0}/f'"));
        Assert.Equal("character special file 5 1\nfifo 0 0\n", Run("cd '{0}' && stat -c '%F %t %T' c p"));
        Assert.Equal("", Run("cd '{0}' && chmod 666 g && chown 7 g && touch -m -d '2010-01-01 00:00:00 UTC' g && (umask 0; mkdir open; mkfifo openpipe)"));
        var changed = Guest.Lstatns("/f");
        Assert.Equal((0x81b6, 7, 5678, 1262304000), (changed.Mode, changed.Uid, changed.Gid, changed.MtimeSec));
        Assert.Equal(0x41ff, Guest.Lstatns("/open").Mode);
        Assert.Equal(0x11b6, Guest.Lstatns("/openpipe").Mode);
        var statvfs = Guest.Statvfs("/");
        Assert.Equal($"{statvfs.Blocks} {statvfs.Bsize} {statvfs.Files}\n", Run("stat -f -c '%b %s %c' '{0}'"));
    }

    [Fact]
    public void Extended_attributes_are_passed_on()
    {
        Guest.Touch("/f");
        Mount();
        Assert.Equal("", Run("""python3 -c 'import os; p="{0}/f"; os.setxattr(p, "user.a", b"\0\xff"); assert os.listxattr(p) == ["user.a"]; assert os.getxattr(p, "user.a") == b"\0\xff"'"""));
        Assert.Equal([0, 255], Guest.Lgetxattr("/f", "user.a"));
        Assert.Equal("17 61 61\n", Run("""
            python3 -c '
            import os
            p = "{0}/f"
            def errno(action):
                try: action()
                except OSError as e: return e.errno
            print(errno(lambda: os.setxattr(p, "user.a", b"x", os.XATTR_CREATE)), errno(lambda: os.setxattr(p, "user.b", b"x", os.XATTR_REPLACE)), end=" ")
            os.removexattr(p, "user.a")
            print(errno(lambda: os.getxattr(p, "user.a")))'
            """));
    }

    [Fact]
    public void Names_of_any_bytes_and_big_directories_are_listed()
    {
        _fixture.Shell("cd /sysroot && mkdir many && cd many && seq 1 5000 | xargs touch && touch \"$(printf 'a\\377\\nb')\"");
        Mount();
        Assert.Equal("5001\n", Run("ls -1U --quoting-style=escape '{0}/many' | wc -l"));
        Assert.Equal("a\\377\\nb\n", Run("ls -1 --quoting-style=escape '{0}/many' | grep ^a"));
        Assert.Equal("1\n", Run("""rm '{0}/many'/a* && touch "$(printf '{0}/many/\376')" && ls -1 '{0}/many' | grep -vc '^[0-9]*$'"""));
        Assert.Equal(5001, Guest.Ls("/many").Length);
    }

    [Fact]
    public void Errors_are_the_guests()
    {
        Guest.MkdirP("/full/sub");
        Mount();
        Assert.Contains("No such file", Run("cat '{0}/none' 2>&1"), StringComparison.Ordinal);
        Assert.Contains("Directory not empty", Run("rmdir '{0}/full' 2>&1"), StringComparison.Ordinal);
        Assert.Contains("File name too long", Run("touch '{0}/" + new string('n', 256) + "' 2>&1"), StringComparison.Ordinal);
        Assert.Contains("No space left", Run("dd if=/dev/zero of='{0}/big' bs=1M count=200 2>&1; rm '{0}/big'"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_mount_takes_nothing()
    {
        Guest.Touch("/f");
        Mount(readOnly: true);
        Assert.Contains("Read-only file system", Run("touch '{0}/f' 2>&1"), StringComparison.Ordinal);
        Assert.Contains("Read-only file system", Run("rm '{0}/f' 2>&1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mount_in_use_is_busy_and_can_be_retried()
    {
        Guest.Touch("/f");
        Mount();
        await using (File.OpenRead(At("f")))
        {
            FilesFixture.Fails(Errno.EBUSY, "busy", () => Guest.UmountLocal());
        }

        FilesFixture.Fails(Errno.EINVAL, "is mounted on", () => Guest.MountLocal(Mounted));
        await UnmountAsync();
        FilesFixture.Fails(Errno.EINVAL, "nothing is mounted", () => Guest.UmountLocal());
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        FilesFixture.Fails(Errno.EINVAL, "call mount_local first", () => Guest.MountLocalRun());
        FilesFixture.Fails(Errno.ENOENT, "does not exist", () => Guest.MountLocal(At("none")));
        FilesFixture.Fails(Errno.ENOTDIR, "is not a directory", () => Guest.MountLocal("/etc/passwd"));
        FilesFixture.Fails(Errno.EINVAL, "is empty", () => Guest.MountLocal(""));
        FilesFixture.Fails(Errno.EINVAL, "cachetimeout is -1", () => Guest.MountLocal(Mounted, cachetimeout: -1));
        FilesFixture.Fails(Errno.EINVAL, "unknown option", () => Guest.MountLocal(Mounted, options: "no_such_option"));
        Assert.Empty(Directory.GetFileSystemEntries(Mounted));
    }

    [Fact]
    public async Task Before_it_runs_it_can_be_unmounted_and_a_cancelled_run_unmounts()
    {
        Guest.MountLocal(Mounted);
        Guest.UmountLocal();
        Assert.Empty(Directory.GetFileSystemEntries(Mounted));
        Guest.Touch("/f");
        Guest.MountLocal(Mounted);
        using var source = new CancellationTokenSource();
        var run = Guest.MountLocalRunAsync(source.Token);
        Assert.True(File.Exists(At("f")));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Directory.GetFileSystemEntries(Mounted));
    }
}
