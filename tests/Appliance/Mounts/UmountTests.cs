using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Mounts;

[Collection(StorageCollection.Name)]
public sealed class UmountTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void Umount_all_unmounts_what_is_nested_and_stacked()
    {
        _guest.Mount("/dev/sda1", "/");
        _guest.Mount("/dev/sdb", "/lost+found");
        _guest.Mkmountpoint("/lost+found/deep");
        _guest.Mount("/dev/sdf", "/lost+found/deep");
        _guest.Mount("/dev/sda2", "/lost+found/deep");
        Assert.Equal(["/dev/sda1", "/dev/sdb", "/dev/sdf", "/dev/sda2"], _guest.Mounts());
        _guest.UmountAll();
        Assert.Empty(_guest.Mounts());
        _guest.UmountAll();
    }

    [Fact]
    public void A_file_system_in_use_is_reported_and_can_be_unmounted_lazily()
    {
        _guest.Mount("/dev/sda1", "/");
        _guest.Mount("/dev/sdb", "/lost+found");
        var error = Assert.Throws<GuestOperationException>(() => _guest.Umount("/"));
        Assert.Equal(Errno.EBUSY, error.Errno);
        Assert.StartsWith("umount: /: the file system is in use: ", error.Message);

        _guest.Umount("/", lazyUnmount: true);
        Assert.Empty(_guest.Mounts());
    }

    [Theory]
    [InlineData("/lost+found", "umount: /lost+found: not mounted", Errno.EINVAL)]
    [InlineData("/missing", "umount: /missing: No such file or directory", Errno.ENOENT)]
    [InlineData("/dev/sdb", "umount: /dev/sdb: not mounted", Errno.EINVAL)]
    [InlineData("/dev/sdq", "umount: /dev/sdq: No such file or directory", Errno.ENOENT)]
    public void Umount_of_what_is_not_mounted_says_so(string what, string message, int errno)
    {
        _guest.Mount("/dev/sda1", "/");
        var error = Assert.Throws<GuestOperationException>(() => _guest.Umount(what));
        Assert.Equal((message, errno), (error.Message, error.Errno));
    }

    [Fact]
    public void Umount_of_a_device_ends_its_latest_mount()
    {
        _guest.Mount("/dev/sda1", "/");
        _guest.Mount("/dev/sda1", "/lost+found");
        _guest.Umount("/dev/sda1");
        Assert.Equal("/", _guest.Mountpoints()["/dev/sda1"]);
    }

    [Fact]
    public void Mount_points_are_made_before_anything_is_mounted_and_removed_after()
    {
        _guest.Mkmountpoint("/one");
        _guest.Mkmountpoint("/one/two");
        Assert.Equal("mkmountpoint: /one: File exists", Assert.Throws<GuestOperationException>(() => _guest.Mkmountpoint("/one")).Message);
        _guest.Mount("/dev/sda1", "/one/two");
        _guest.Mount("/dev/sda1", "/one/two/lost+found");
        Assert.Equal(["/dev/sda1", "/dev/sda1"], _guest.Mounts());
        Assert.Equal(Errno.EBUSY, Assert.Throws<GuestOperationException>(() => _guest.Rmmountpoint("/one/two")).Errno);
        _guest.UmountAll();
        _guest.Rmmountpoint("/one/two");
        _guest.Rmmountpoint("/one");
        Assert.Equal(("rmmountpoint: /one: No such file or directory", 2), Failure(() => _guest.Rmmountpoint("/one")));
        Assert.Equal(("rmmountpoint: /: Device or resource busy", 16), Failure(() => _guest.Rmmountpoint("/")));
    }

    [Fact]
    public void Without_a_root_only_mount_points_can_be_mounted_on()
        => Assert.Equal(("mount: cannot mount on /nowhere: No such file or directory", 2), Failure(() => _guest.Mount("/dev/sda1", "/nowhere")));

    [Theory]
    [InlineData("btrfsvol:/dev/sdf/home/inner", "/dev/sdf", "home/inner")]
    [InlineData("btrfsvol:/dev/vdf/a, b", "/dev/sdf", "a, b")]
    [InlineData("btrfsvol:/dev/vg-one/lv-a/sub", "/dev/vg-one/lv-a", "sub")]
    public void A_subvolume_has_a_device_and_a_path(string mountable, string device, string subvolume)
    {
        Assert.Equal(device, _guest.MountableDevice(mountable));
        Assert.Equal(subvolume, _guest.MountableSubvolume(mountable));
    }

    [Fact]
    public void A_device_is_a_mountable_without_a_subvolume()
    {
        Assert.Equal("/dev/sda1", _guest.MountableDevice("/dev/hda1"));
        Assert.Equal(("mountable_subvolume: /dev/sda1: this is not a btrfs subvolume", 22), Failure(() => _guest.MountableSubvolume("/dev/sda1")));
        Assert.Equal(("mountable_device: foo: a device name must start with /dev/", 22), Failure(() => _guest.MountableDevice("foo")));
        Assert.Equal(Errno.EINVAL, Failure(() => _guest.MountableDevice("btrfsvol:/dev/sda1")).Errno);
    }

    private static (string Message, int Errno) Failure(Action call)
    {
        var error = Assert.Throws<GuestOperationException>(call);
        return (error.Message, error.Errno);
    }
}
