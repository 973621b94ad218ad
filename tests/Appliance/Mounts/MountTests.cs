using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Mounts;

[Collection(StorageCollection.Name)]
public sealed class MountTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void A_mounted_file_system_is_listed_with_its_place_and_gone_after_umount()
    {
        _guest.Mount("/dev/sda1", "/");
        Assert.Equal(["/dev/sda1"], _guest.Mounts());
        Assert.Equal("/", _guest.Mountpoints()["/dev/sda1"]);
        Assert.Contains("/dev/sda1 /sysroot ext4 rw,", fixture.Shell("cat /proc/mounts"));

        _guest.Umount("/");
        Assert.Empty(_guest.Mounts());
        Assert.Empty(_guest.Mountpoints());
    }

    [Theory]
    [InlineData("/dev/hda1")]
    [InlineData("/dev/vda1")]
    [InlineData("/dev/xvda1")]
    [InlineData("/dev/disk/guestfs/first1")]
    public void A_drive_is_found_by_the_names_that_guests_have_for_it(string name)
    {
        _guest.Mount(name, "/");
        Assert.Equal(["/dev/sda1"], _guest.Mounts());
    }

    [Fact]
    public void Mount_ro_refuses_writes_and_remount_changes_that()
    {
        _guest.MountRo("/dev/sda1", "/");
        var error = Assert.Throws<GuestOperationException>(() => _guest.Mkmountpoint("/new"));
        Assert.Equal(("mkmountpoint: /new: Read-only file system", Errno.EROFS), (error.Message, error.Errno));

        _guest.Remount("/", rw: true);
        _guest.Mkmountpoint("/new");
        _guest.Rmmountpoint("/new");
        _guest.Remount("/", rw: false);
        Assert.Throws<GuestOperationException>(() => _guest.Mkmountpoint("/new"));
    }

    [Fact]
    public void Remount_needs_to_know_what_to_change_and_a_mount()
    {
        _guest.Mount("/dev/sda1", "/");
        Assert.Contains("needs the argument rw", Assert.Throws<GuestOperationException>(() => _guest.Remount("/")).Message);
        var error = Assert.Throws<GuestOperationException>(() => _guest.Remount("/lost+found", rw: false));
        Assert.Equal(("remount: /lost+found: no file system is mounted there", Errno.EINVAL), (error.Message, error.Errno));
    }

    [Fact]
    public void Mount_options_reach_the_kernel()
    {
        _guest.MountOptions("noatime,data=journal", "/dev/sda1", "/");
        Assert.Matches("/dev/sda1 /sysroot ext4 rw,noatime,.*data=journal", fixture.Shell("cat /proc/mounts"));
    }

    [Fact]
    public void Mount_vfs_uses_the_type_it_is_told_and_no_other()
    {
        _guest.MountVfs("ro", "ext4", "/dev/sdb", "/");
        Assert.Contains("/dev/sdb /sysroot ext4 ro,", fixture.Shell("cat /proc/mounts"));
        var error = Assert.Throws<GuestOperationException>(() => _guest.MountVfs("", "vfat", "/dev/sda1", "/lost+found"));
        Assert.Contains("wrong fs type", error.Message);
        Assert.Contains("The kernel says: FAT-fs (sda1): ", error.Message);
        Assert.Equal(Errno.EINVAL, error.Errno);
    }

    [Theory]
    [InlineData("/dev/sdh")]
    [InlineData("/dev/sdg")]
    public void Mounting_what_has_no_file_system_names_the_device(string device)
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.Mount(device, "/"));
        Assert.StartsWith($"mount: {device} on /: ", error.Message);
        Assert.DoesNotContain("dmesg", error.Message);
        Assert.Equal(Errno.EINVAL, error.Errno);
    }

    [Theory]
    [InlineData("/dev/sdq", "mount: /dev/sdq: No such file or directory", Errno.ENOENT)]
    [InlineData("/dev/null", "mount: /dev/null: not a block device", Errno.ENOTBLK)]
    [InlineData("/dev/mem", "mount: /dev/mem: not a block device", Errno.ENOTBLK)]
    [InlineData("/dev", "mount: /dev: a device name must start with /dev/", Errno.EINVAL)]
    [InlineData("/dev/shm", "mount: /dev/shm: not a block device", Errno.ENOTBLK)]
    [InlineData("/etc/passwd", "mount: /etc/passwd: a device name must start with /dev/", Errno.EINVAL)]
    [InlineData("/dev/../etc/passwd", "mount: /dev/../etc/passwd: this cannot be the name of a device", Errno.EINVAL)]
    [InlineData("/dev/loop0", "mount: /dev/loop0: this device belongs to the appliance, not to the guest", Errno.EPERM)]
    [InlineData("", "mount: : a device name must start with /dev/", Errno.EINVAL)]
    public void What_is_not_a_device_of_the_guest_is_refused(string device, string message, int errno)
    {
        if (device == "/dev/loop0")
        {
            fixture.Shell("modprobe loop");
        }

        var error = Assert.Throws<GuestOperationException>(() => _guest.Mount(device, "/"));
        Assert.Equal((message, errno), (error.Message, error.Errno));
    }

    [Fact]
    public void A_missing_mount_point_is_named()
    {
        _guest.Mount("/dev/sda1", "/");
        var error = Assert.Throws<GuestOperationException>(() => _guest.Mount("/dev/sdb", "/missing"));
        Assert.Equal(("mount: cannot mount on /missing: No such file or directory", Errno.ENOENT), (error.Message, error.Errno));
    }

    [Fact]
    public void A_file_is_no_mount_point()
    {
        _guest.Mount("/dev/sda1", "/");
        fixture.Shell("touch /sysroot/file");
        var error = Assert.Throws<GuestOperationException>(() => _guest.Mount("/dev/sdb", "/file"));
        Assert.Equal(("mount: cannot mount on /file: Not a directory", Errno.ENOTDIR), (error.Message, error.Errno));
        Assert.Contains("must start with a /", Assert.Throws<GuestOperationException>(() => _guest.Mount("/dev/sdb", "relative")).Message);
    }

    [Fact]
    public void Links_in_a_mount_point_stay_in_the_guest()
    {
        _guest.Mount("/dev/sda1", "/");
        fixture.Shell("mkdir -p /sysroot/etc /sysroot/deep/er; ln -sfn /etc /sysroot/absolute; ln -sfn ../../../../../etc /sysroot/deep/er/up");
        _guest.Mount("/dev/sdb", "/absolute");
        Assert.Equal("/etc", _guest.Mountpoints()["/dev/sdb"]);
        _guest.Umount("/absolute");
        _guest.Mount("/dev/sdb", "/deep/er/up");
        Assert.Equal("/etc", _guest.Mountpoints()["/dev/sdb"]);
        Assert.Equal("/sysroot/etc\n", fixture.Shell("findmnt -n -o TARGET /dev/sdb"));
    }

    [Fact]
    public void A_mount_point_can_have_any_name()
    {
        _guest.Mount("/dev/sda1", "/");
        const string name = "/a b\t\n\\040\udcff\u00e9";
        _guest.Mkmountpoint(name);
        _guest.Mount("/dev/sdb", name);
        Assert.Equal(name, _guest.Mountpoints()["/dev/sdb"]);
        _guest.Umount(name);
        _guest.Rmmountpoint(name);
    }

    [Fact]
    public void A_device_is_not_mounted_over_itself()
    {
        _guest.Mount("/dev/sda1", "/");
        var error = Assert.Throws<GuestOperationException>(() => _guest.Mount("/dev/sda1", "/"));
        Assert.Equal(("mount: /dev/sda1 on /: it is mounted there already", Errno.EBUSY), (error.Message, error.Errno));
        Assert.Equal(["/dev/sda1"], _guest.Mounts());

        _guest.Mkmountpoint("/again");
        _guest.Mount("/dev/sda1", "/again");
        Assert.Equal(["/dev/sda1", "/dev/sda1"], _guest.Mounts());
        _guest.Umount("/again");
        _guest.Rmmountpoint("/again");
    }

    [Fact]
    public void Two_subvolumes_of_one_file_system_can_be_mounted()
    {
        _guest.Mount("/dev/sdf", "/");
        _guest.Mount("btrfsvol:/dev/sdf/home/inner", "/home");
        Assert.Equal(["/dev/sdf", "/dev/sdf"], _guest.Mounts());
        Assert.Contains("subvol=/home/inner", fixture.Shell("cat /proc/mounts"));
        _guest.UmountAll();
        Assert.Empty(_guest.Mounts());
    }

    [Fact]
    public void A_subvolume_s_name_cannot_bring_options_in()
    {
        var error = Assert.Throws<GuestOperationException>(() => _guest.Mount("btrfsvol:/dev/sdf/a, b", "/"));
        Assert.Contains("the subvolume 'a, b' cannot be mounted by its name", error.Message);
        Assert.StartsWith("mount: btrfsvol:/dev/sdf/missing on /: ", Assert.Throws<GuestOperationException>(() => _guest.Mount("btrfsvol:/dev/sdf/missing", "/")).Message);
    }

    [Fact]
    public void A_logical_volume_is_mounted_by_either_name()
    {
        _guest.Mount("/dev/vg-one/lv-a", "/");
        Assert.Equal(["/dev/vg-one/lv-a"], _guest.Mounts());
        Assert.Contains("/dev/mapper/vg--one-lv--a /sysroot ext4", fixture.Shell("cat /proc/mounts"));
        _guest.Umount("/dev/vg-one/lv-a");
        _guest.Mount("/dev/mapper/vg--one-lv--a", "/");
        _guest.Umount("/dev/mapper/vg--one-lv--a");
        Assert.Empty(_guest.Mounts());
    }

    [Theory]
    [InlineData("ntfs", "mkfs.ntfs -q -Q -F", "fuseblk")]
    [InlineData("nilfs2", "mkfs.nilfs2 -q -f -B 16", "nilfs2")]
    public void A_file_system_with_a_program_of_its_own_is_mounted_and_unmounted(string type, string make, string mounted)
    {
        _guest.AddDriveScratch(256 << 20, label: "helped");
        fixture.Shell($"{make} /dev/sdi 2>&1");
        _guest.Mount("/dev/sdi", "/");
        Assert.Contains($"/dev/sdi /sysroot {mounted} ", fixture.Shell("cat /proc/mounts"));
        Assert.Equal(type, _guest.VfsType("/dev/sdi"));
        _guest.Umount("/");
        Assert.Empty(_guest.Mounts());
        _guest.RemoveDrive("helped");
        Assert.Equal("0\n", fixture.Shell("ps -e -o comm | grep -cE 'ntfs-3g|mount.ntfs|nilfs_cleaner' || true"));
    }

    [Fact]
    public void Mount_loop_mounts_an_image_in_the_guest_and_leaves_no_loop_device()
    {
        _guest.Mount("/dev/sdf", "/");
        fixture.Shell("mkdir -p /sysroot/mp; truncate -s 16M /sysroot/image; mkfs.ext4 -q -F /sysroot/image; ln -sfn image /sysroot/link");
        _guest.MountLoop("/link", "/mp");
        var loop = _guest.Mounts()[1];
        Assert.StartsWith("/dev/loop", loop);
        Assert.Equal("/mp", _guest.Mountpoints()[loop]);
        _guest.Umount(loop);
        Assert.Equal("", fixture.Shell("losetup -a"));

        Assert.Equal("mount_loop: /mp: not a regular file", Assert.Throws<GuestOperationException>(() => _guest.MountLoop("/mp", "/mp")).Message);
        fixture.Shell("echo junk > /sysroot/junk; mknod /sysroot/vda b 254 0 2>/dev/null || true");
        Assert.StartsWith("mount_loop: /junk on /mp: ", Assert.Throws<GuestOperationException>(() => _guest.MountLoop("/junk", "/mp")).Message);
        Assert.Equal("mount_loop: /vda: not a regular file", Assert.Throws<GuestOperationException>(() => _guest.MountLoop("/vda", "/mp")).Message);
    }
}
