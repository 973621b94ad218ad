using GuestCtl.Appliance.Tests.Storage;

#pragma warning disable CS0618 // The old functions work, too.

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class ExtTests(MakingFixture fixture) : IClassFixture<MakingFixture>
{
    private const string Uuid = "a3a61220-882b-4f61-89f4-cf24dcc7297d";

    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void Settings_are_changed_and_told()
    {
        _guest.Mkfs("ext2", "/dev/sdb", blocksize: 1024);
        _guest.Tune2fs("/dev/sdb", force: true, maxMountCount: 5, mountCount: 3, errorBehavior: "panic", group: 3, intervalBetweenChecks: 86400, reservedBlocksPercentage: 2,
            lastMountedDirectory: "-x", user: 4);
        var fields = _guest.Tune2fsL("/dev/sdb");
        Assert.Equal(("5", "3", "Panic", "86400 (1 day)"), (fields["Maximum mount count"], fields["Mount count"], fields["Errors behavior"], fields["Check interval"]));
        Assert.Equal(("1310", "-x", ""), (fields["Reserved block count"], fields["Last mounted on"], fields["Filesystem volume name"]));
        Assert.StartsWith("4 (", fields["Reserved blocks uid"]);
        Assert.StartsWith("3 (", fields["Reserved blocks gid"]);
        _guest.Tune2fs("/dev/sdb", reservedBlocksCount: 200);
        Assert.Equal("200", _guest.Tune2fsL("/dev/sdb")["Reserved block count"]);
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        _guest.Mkfs("ext2", "/dev/sdb");
        Assert.Equal(("tune2fs: there is nothing to change: no setting was given", Errno.EINVAL), Failures.Of(() => _guest.Tune2fs("/dev/sdb", force: true)));
        Assert.Equal(("tune2fs: user: 70000 is more than 65535", Errno.EINVAL), Failures.Of(() => _guest.Tune2fs("/dev/sdb", user: 70000)));
        Assert.Equal(("tune2fs: group: -1 is negative", Errno.EINVAL), Failures.Of(() => _guest.Tune2fs("/dev/sdb", group: -1)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Tune2fs("/dev/sdb", errorBehavior: "-f")).Errno);
        Assert.Contains("reserved blocks count is too big", Failures.Of(() => _guest.Tune2fs("/dev/sdb", reservedBlocksCount: long.MaxValue / 2)).Message);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Tune2fs("/dev/sdq", mountCount: 1)).Errno);
        _guest.Mkfs("vfat", "/dev/sdb");
        Assert.Contains("Bad magic number", Failures.Of(() => _guest.Tune2fsL("/dev/sdb")).Message);
    }

    [Fact]
    public void Labels_and_UUIDs_are_set_and_told()
    {
        _guest.Mkfs("ext4", "/dev/sdb");
        _guest.SetE2label("/dev/sdb", "-f");
        _guest.SetE2uuid("/dev/sdb", Uuid);
        Assert.Equal(("-f", Uuid), (_guest.GetE2label("/dev/sdb"), _guest.GetE2uuid("/dev/sdb")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SetE2label("/dev/sdb", "0123456789abcdefg")).Errno);
        Assert.Contains("Invalid UUID format", Failures.Of(() => _guest.SetE2uuid("/dev/sdb", "-f")).Message);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.GetE2label("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.GetE2uuid("/dev/sdq")).Errno);
    }

    [Fact]
    public void A_broken_file_system_is_repaired()
    {
        _guest.Mkfs("ext2", "/dev/sdb");
        fixture.Shell("debugfs -w -R 'clri <2>' /dev/sdb 2>/dev/null");
        Assert.Contains("Root inode is not a directory", Failures.Of(() => _guest.E2fsck("/dev/sdb", forceno: true)).Message);
        Assert.Contains("UNEXPECTED INCONSISTENCY", Failures.Of(() => _guest.E2fsckF("/dev/sdb")).Message);
        _guest.E2fsck("/dev/sdb", forceall: true);
        _guest.E2fsck("/dev/sdb", correct: true);
        _guest.E2fsck("/dev/sdb", forceno: true);
        _guest.E2fsckF("/dev/sdb");
        Assert.Equal(0, _guest.Fsck("ext2", "/dev/sdb"));
    }

    [Fact]
    public void What_to_do_with_errors_must_be_said_once()
    {
        _guest.Mkfs("ext2", "/dev/sdb");
        Assert.Equal(("e2fsck: e2fsck must be told what to do with errors by one of correct, forceall and forceno: there is nobody to ask", Errno.EINVAL), Failures.Of(() => _guest.E2fsck("/dev/sdb")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.E2fsck("/dev/sdb", correct: true, forceall: true)).Errno);
        _guest.Mount("/dev/sdb", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.E2fsck("/dev/sdb", correct: true)).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.E2fsckF("/dev/sdb")).Errno);
        Assert.Equal(8, _guest.Fsck("ext2", "/dev/sdb"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Fsck("-N", "/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Fsck("ext2", "/dev/sdq")).Errno);
    }

    [Fact]
    public void A_file_system_shrinks_and_grows()
    {
        _guest.Mkfs("ext4", "/dev/sdb", blocksize: 1024);
        _guest.Resize2fsSize("/dev/sdb", 32 << 20);
        Assert.Equal("32768", _guest.Tune2fsL("/dev/sdb")["Block count"]);
        _guest.Resize2fsM("/dev/sdb");
        Assert.InRange(int.Parse(_guest.Tune2fsL("/dev/sdb")["Block count"]), 1000, 20000);
        _guest.Mount("/dev/sdb", "/");
        _guest.Resize2fs("/dev/sdb");
        Assert.Equal("65536", _guest.Tune2fsL("/dev/sdb")["Block count"]);
        Assert.Contains("resize2fs: On-line shrinking not supported", Failures.Of(() => _guest.Resize2fsSize("/dev/sdb", 32 << 20)).Message);
        Assert.Contains("resize2fs: ", Failures.Of(() => _guest.Resize2fsM("/dev/sdb")).Message);
        _guest.Umount("/");
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Resize2fsSize("/dev/sdb", 1025)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Resize2fsSize("/dev/sdb", -1024)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Resize2fs("/dev/sdq")).Errno);
        _guest.Mkswap("/dev/sdb");
        Assert.Contains("Bad magic number", Failures.Of(() => _guest.Resize2fs("/dev/sdb")).Message);
    }

    [Fact]
    public void Journals_are_made_and_used_by_the_old_functions()
    {
        _guest.Mke2journal(4096, "/dev/sdb");
        _guest.Mke2fsJ("ext3", 4096, "/dev/sda", "/dev/sdb");
        Assert.Equal(_guest.VfsUuid("/dev/sdb"), _guest.Tune2fsL("/dev/sda")["Journal UUID"]);
        _guest.Mke2journalL(1024, "JOURNAL", "/dev/sdb");
        _guest.Mke2fsJL("ext4", 1024, "/dev/sda", "JOURNAL");
        Assert.Equal(_guest.VfsUuid("/dev/sdb"), _guest.Tune2fsL("/dev/sda")["Journal UUID"]);
        _guest.Mke2journalU(1024, Uuid, "/dev/sdb");
        _guest.Mke2fsJU("ext4", 1024, "/dev/sda", Uuid);
        Assert.Equal(Uuid, _guest.Tune2fsL("/dev/sda")["Journal UUID"]);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mke2fsJL("ext4", 1024, "/dev/sda", "none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mke2fsJU("ext4", 1024, "/dev/sda", "none")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mke2fsJ("xfs", 1024, "/dev/sda", "/dev/sdb")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mke2journal(-1, "/dev/sdb")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mke2journalL(1024, "0123456789abcdefg", "/dev/sdb")).Errno);
        Assert.Contains("could not parse UUID", Failures.Of(() => _guest.Mke2journalU(1024, "bad", "/dev/sdb")).Message);
    }
}
