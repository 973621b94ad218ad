using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

[Collection(StorageCollection.Name)]
public sealed class FilesystemsTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    // The order, and what is left out, are those of libguestfs 1.48.
    [Fact]
    public void File_systems_are_listed_with_subvolumes_and_volumes_and_without_containers()
        => Assert.Equal(
            [
                ("/dev/sdb", "ext4"), ("/dev/sdf", "btrfs"), ("btrfsvol:/dev/sdf/home", "btrfs"), ("btrfsvol:/dev/sdf/a, b", "btrfs"),
                ("btrfsvol:/dev/sdf/home/inner", "btrfs"), ("/dev/sdg", "unknown"), ("/dev/sdh", "unknown"), ("/dev/sda1", "ext4"), ("/dev/sda2", "vfat"),
                ("/dev/sdc1", "unknown"), ("/dev/sdc5", "swap"), ("/dev/sdc6", "unknown"), ("/dev/vg-one/b", "unknown"), ("/dev/vg-one/lv-a", "ext4"),
            ],
            List());

    [Fact]
    public void Listing_leaves_no_mounts_and_works_beside_a_mounted_file_system()
    {
        _guest.Mount("/dev/sdf", "/");
        Assert.Contains(("btrfsvol:/dev/sdf/home", "btrfs"), List());
        Assert.Equal("", fixture.Shell("grep /run/guestctl /proc/mounts || true; ls /run/guestctl"));
        _guest.Mkmountpoint("/writable");
        _guest.Rmmountpoint("/writable");
    }

    [Fact]
    public void An_encrypted_drive_is_not_listed_until_it_is_open()
    {
        fixture.Shell("printf key | cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --luks2-metadata-size 16k --luks2-keyslots-size 256k /dev/sdh -");
        Assert.DoesNotContain(List(), entry => entry.Item1 == "/dev/sdh");
        Assert.Equal("crypto_LUKS", _guest.VfsType("/dev/sdh"));
        fixture.Shell("printf key | cryptsetup open /dev/sdh secret --key-file -; mkfs.ext4 -q /dev/mapper/secret");
        Assert.Contains(("/dev/mapper/secret", "ext4"), List());
        Assert.Equal(["/dev/mapper/secret"], _guest.ListDmDevices());
        Assert.False(_guest.IsLv("/dev/mapper/secret"));
        Assert.Equal(("lvm_canonical_lv_name: /dev/mapper/secret: not a logical volume", Errno.EINVAL), Failures.Of(() => _guest.LvmCanonicalLvName("/dev/mapper/secret")));
        fixture.Shell("cryptsetup close secret; wipefs -a /dev/sdh");
        Assert.Empty(_guest.ListDmDevices());
    }

    [Theory]
    [InlineData("/dev/sda1", "ext4", "ROOT", "01234567-89ab-4cde-8f01-23456789abcd")]
    [InlineData("/dev/sda2", "vfat", "ESP", "1234-ABCD")]
    [InlineData("/dev/sdh", "", "", "")]
    [InlineData("/dev/sdg", "", "", "")]
    public void A_file_system_has_a_type_a_label_and_a_uuid(string device, string type, string label, string uuid)
    {
        Assert.Equal(type, _guest.VfsType(device));
        Assert.Equal(label, _guest.VfsLabel(device));
        Assert.Equal(uuid, _guest.VfsUuid(device));
    }

    [Fact]
    public void A_subvolume_has_the_type_and_uuid_of_its_file_system()
    {
        Assert.Equal("btrfs", _guest.VfsType("btrfsvol:/dev/sdf/home"));
        Assert.Equal(_guest.VfsUuid("/dev/sdf"), _guest.VfsUuid("btrfsvol:/dev/sdf/home"));
        Assert.Equal(("vfs_type: /dev/sdq: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.VfsType("/dev/sdq")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.VfsLabel("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.VfsUuid("btrfsvol:/dev/sdq/home")).Errno);
    }

    [Fact]
    public void Blkid_tells_of_content_partition_and_limits()
    {
        var values = _guest.Blkid("/dev/sda1");
        Assert.Equal("/dev/sda1", values["DEVNAME"]);
        Assert.Equal("ext4", values["TYPE"]);
        Assert.Equal("ROOT", values["LABEL"]);
        Assert.Equal("root:part", values["PART_ENTRY_NAME"]);
        Assert.Equal("aaaaaaaa-0000-4000-8000-000000000001", values["PART_ENTRY_UUID"]);
        Assert.Equal("512", values["LOGICAL_SECTOR_SIZE"]);
        Assert.DoesNotContain("TYPE", _guest.Blkid("/dev/sdh").Keys);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Blkid("/dev/sdq")).Errno);
    }

    [Fact]
    public void Devices_are_found_by_what_is_on_them()
    {
        Assert.Equal("/dev/sda1", _guest.FindfsUuid("01234567-89ab-4cde-8f01-23456789abcd"));
        Assert.Equal("/dev/sda1", _guest.FindfsLabel("ROOT"));
        Assert.Equal("/dev/sda2", _guest.FindfsPartuuid("aaaaaaaa-0000-4000-8000-000000000002"));
        Assert.Equal("/dev/sda1", _guest.FindfsPartlabel("root:part"));
        Assert.Equal("/dev/vg-one/lv-a", _guest.FindfsUuid(_guest.VfsUuid("/dev/vg-one/lv-a")));
    }

    [Fact]
    public void What_is_on_no_device_is_not_found_nor_is_the_appliance_s_own_disk()
    {
        Assert.Equal(("findfs_uuid: no device has UUID=nonesuch", Errno.ENOENT), Failures.Of(() => _guest.FindfsUuid("nonesuch")));
        Assert.Equal(("findfs_label: no device has LABEL=nonesuch", Errno.ENOENT), Failures.Of(() => _guest.FindfsLabel("nonesuch")));
        Assert.Equal(("findfs_partuuid: no device has PARTUUID=nonesuch", Errno.ENOENT), Failures.Of(() => _guest.FindfsPartuuid("nonesuch")));
        Assert.Equal(("findfs_partlabel: no device has PARTLABEL=nonesuch", Errno.ENOENT), Failures.Of(() => _guest.FindfsPartlabel("nonesuch")));
        var own = fixture.Shell("blkid -c /dev/null -o value -s UUID /dev/vda").Trim();
        Assert.NotEqual("", own);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.FindfsUuid(own)).Errno);
    }

    // What libguestfs 1.48 answers, but for xfs and ntfs3, which depend on the kernel.
    [Theory]
    [InlineData("ext4", true)]
    [InlineData("vfat", true)]
    [InlineData("xfs", true)]
    [InlineData("ntfs3", true)]
    [InlineData("sysfs", false)]
    [InlineData("fuse", false)]
    [InlineData("nonesuch", false)]
    [InlineData("brd", false)]
    public void A_file_system_is_available_if_the_kernel_can_mount_it(string type, bool available) => Assert.Equal(available, _guest.FilesystemAvailable(type));

    [Theory]
    [InlineData("a/b")]
    [InlineData("-r")]
    [InlineData("")]
    public void A_type_that_is_no_word_is_refused(string type) => Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.FilesystemAvailable(type)).Errno);

    private List<(string, string)> List() => [.. _guest.ListFilesystems().Select(entry => (entry.Key, entry.Value))];
}
