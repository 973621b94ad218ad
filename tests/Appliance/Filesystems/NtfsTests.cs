using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class NtfsTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private const string Mkntfs = "mkntfs -Q -F -L DATA /dev/sda";

    [Fact]
    public void A_probe_tells_whether_it_can_be_mounted()
    {
        var guest = fixture.With($"{Mkntfs}; mkfs.ext4 -q -F /dev/sdb");
        Assert.Equal(0, guest.Ntfs3gProbe(true, "/dev/sda"));
        Assert.Equal(0, guest.Ntfs3gProbe(false, "/dev/sda"));
        Assert.Equal(12, guest.Ntfs3gProbe(false, "/dev/sdb"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Ntfs3gProbe(true, "/dev/sdq")).Errno);
    }

    [Fact]
    public void It_gets_smaller_and_larger_again()
    {
        var guest = fixture.With(Mkntfs);
        guest.Ntfsresize("/dev/sda", size: 32 << 20);
        Assert.InRange(Sectors(), 65000, 65536);
        Assert.Contains("check", Failures.Of(() => guest.Ntfsresize("/dev/sda")).Message);
        guest.Ntfsresize("/dev/sda", force: true);
        Assert.InRange(Sectors(), 131000, 131072);
        fixture.With(Mkntfs);
#pragma warning disable CS0618
        guest.NtfsresizeSize("/dev/sda", 40 << 20);
        Assert.InRange(Sectors(), 81000, 81920);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.NtfsresizeSize("/dev/sda", -1)).Errno);
#pragma warning restore CS0618
        Assert.NotEqual(0, Failures.Of(() => guest.Ntfsresize("/dev/sda", size: 1 << 30, force: true)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.Ntfsresize("/dev/sda", size: -5)).Errno);
        Assert.NotEqual(0, Failures.Of(() => guest.Ntfsresize("/dev/sdc")).Errno);
    }

    [Fact]
    public void What_is_mounted_is_left_alone()
    {
        var guest = fixture.With(Mkntfs);
        guest.MountVfs("", "ntfs3", "/dev/sda", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.Ntfsresize("/dev/sda")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.Ntfsfix("/dev/sda")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.NtfsChmod("/dev/sda", 0x1a4, "/x")).Errno);
        File.WriteAllText(Path.Combine(fixture.HostDirectory, "x"), "x");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => guest.NtfscloneIn(Path.Combine(fixture.HostDirectory, "x"), "/dev/sda")).Errno);
    }

    [Fact]
    public void A_clone_has_the_same_files()
    {
        var guest = fixture.With($"{Mkntfs}; wipefs -q -a -f /dev/sdb");
        guest.MountVfs("", "ntfs3", "/dev/sda", "/");
        guest.Write("/file", "content"u8.ToArray());
        guest.UmountAll();
        var backup = Path.Combine(fixture.HostDirectory, "backup");
        guest.NtfscloneOut("/dev/sda", backup);
        Assert.Equal("\0ntfsclone-image", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(backup)[..16]));
        guest.NtfscloneIn(backup, "/dev/sdb");
        guest.MountVfs("ro", "ntfs3", "/dev/sdb", "/");
        Assert.Equal("content", guest.Cat("/file"));
        guest.UmountAll();

        guest.NtfscloneOut("/dev/sda", backup, metadataonly: true, rescue: true, ignorefscheck: true, preservetimestamps: true, force: true);
        Assert.NotEqual(0, new FileInfo(backup).Length);
        Assert.NotEqual(0, Failures.Of(() => guest.NtfscloneOut("/dev/sdc", backup)).Errno);
        File.WriteAllText(backup, "this is no image of ntfsclone");
        Assert.NotEqual(0, Failures.Of(() => guest.NtfscloneIn(backup, "/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.NtfscloneIn(backup, "/dev/sdq")).Errno);
    }

    [Fact]
    public void Fixing_takes_an_ntfs_only()
    {
        var guest = fixture.With($"{Mkntfs}; wipefs -q -a -f /dev/sdb; head -c 1000000 /dev/zero > /dev/sdb");
        guest.Ntfsfix("/dev/sda");
        guest.Ntfsfix("/dev/sda", clearbadsectors: true);
        Assert.NotEqual(0, Failures.Of(() => guest.Ntfsfix("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => guest.Ntfsfix("/dev/sdq")).Errno);
    }

    [Fact]
    public void Permissions_are_changed_without_mounting()
    {
        var guest = fixture.With($"{Mkntfs} && mkdir -p /run/n && ntfs-3g -o permissions /dev/sda /run/n && mkdir /run/n/d && touch /run/n/d/f /run/n/-r && umount /run/n");
        guest.NtfsChmod("/dev/sda", 0x1a0, "/d/f"); // 0640
        guest.NtfsChmod("/dev/sda", 0x180, "/-r"); // 0600
        Assert.Equal("640 600", Modes("d/f", "-r"));
        guest.NtfsChmod("/dev/sda", 0x1c0, "/d", recursive: true); // 0700
        Assert.Equal("700 700", Modes("d", "d/f"));
        Assert.NotEqual(0, Failures.Of(() => guest.NtfsChmod("/dev/sda", 0x1c0, "/none")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.NtfsChmod("/dev/sda", 0x1c0, "-r")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.NtfsChmod("/dev/sda", 0x200, "/d")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.NtfsChmod("/dev/sda", -1, "/d")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => guest.NtfsChmod("/dev/sda", 0x1c0, "/\udcff")).Errno);
    }

    private long Sectors() => long.Parse(fixture.Shell("od -An -t u8 -j 40 -N 8 /dev/sda"));

    private string Modes(params string[] names)
        => fixture.Shell($"mkdir -p /run/n; ntfs-3g -o permissions,ro /dev/sda /run/n; cd /run/n; stat -c %a -- {string.Join(' ', names)}; cd /; umount /run/n").Trim().Replace('\n', ' ');
}
