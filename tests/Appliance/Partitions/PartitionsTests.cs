using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Partitions;

[Collection(StorageCollection.Name)]
public sealed class PartitionsTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    // libguestfs 1.48 answers these numbers for a drive with the same table as sdc.
    [Fact]
    public void Mbr_partitions_are_listed_with_their_places()
        => Assert.Equal(
            [(1, 1048576, 11534335, 10485760), (2, 11534336, 42991615, 31457280), (5, 12582912, 17825791, 5242880), (6, 18874368, 24117247, 5242880)],
            List("/dev/sdc"));

    [Fact]
    public void Gpt_partitions_are_listed_with_their_places()
        => Assert.Equal([(1, 1048576, 53477375, 52428800), (2, 53477376, 74448895, 20971520)], List("/dev/sda"));

    [Fact]
    public void A_file_system_on_the_whole_drive_is_its_only_partition_and_no_table()
    {
        Assert.Equal([(1, 0, 52428799, 52428800)], List("/dev/sdb"));
        Assert.Equal(("part_get_parttype: /dev/sdb: there is a file system on the whole drive and no partition table", Errno.EINVAL), Failures.Of(() => _guest.PartGetParttype("/dev/sdb")));
    }

    [Theory]
    [InlineData("/dev/sdh")]
    [InlineData("/dev/sdg")]
    public void A_drive_without_a_table_has_no_list(string device)
    {
        Assert.Equal(($"part_list: {device}: no partition table is recognised: {device}: unrecognised disk label", Errno.EINVAL), Failures.Of(() => _guest.PartList(device)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetParttype(device)).Errno);
        Assert.Equal(($"part_get_bootable: {device}: there is no partition table on it", Errno.EINVAL), Failures.Of(() => _guest.PartGetBootable(device, 1)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetMbrPartType(device, 1)).Errno);
    }

    [Fact]
    public void A_table_has_a_type()
    {
        Assert.Equal("gpt", _guest.PartGetParttype("/dev/sda"));
        Assert.Equal("msdos", _guest.PartGetParttype("/dev/sdc"));
        fixture.Shell("parted -s /dev/sdh mklabel mac");
        Assert.Equal("mac", _guest.PartGetParttype("/dev/sdh"));
        Assert.Equal(1, _guest.PartList("/dev/sdh")[0].Num);
        fixture.Shell("dd if=/dev/zero of=/dev/sdh bs=64k count=1 conv=fsync 2>/dev/null; blockdev --rereadpt /dev/sdh");
    }

    [Theory]
    [InlineData(1, "primary", 0x83, true)]
    [InlineData(2, "extended", 5, false)]
    [InlineData(5, "logical", 0x82, false)]
    [InlineData(6, "logical", 0x8e, false)]
    public void An_mbr_partition_has_a_role_a_type_and_a_flag(int number, string role, int type, bool bootable)
    {
        Assert.Equal(role, _guest.PartGetMbrPartType("/dev/sdc", number));
        Assert.Equal(type, _guest.PartGetMbrId("/dev/sdc", number));
        Assert.Equal(bootable, _guest.PartGetBootable("/dev/sdc", number));
    }

    [Fact]
    public void A_gpt_partition_has_identifiers_a_name_and_attributes()
    {
        Assert.Equal("11111111-2222-4333-8444-555555555555", _guest.PartGetDiskGuid("/dev/sda"));
        Assert.Equal("0FC63DAF-8483-4772-8E79-3D69D8477DE4", _guest.PartGetGptType("/dev/sda", 1));
        Assert.Equal("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", _guest.PartGetGptType("/dev/sda", 2));
        Assert.Equal("AAAAAAAA-0000-4000-8000-000000000001", _guest.PartGetGptGuid("/dev/sda", 1));
        Assert.Equal("root:part", _guest.PartGetName("/dev/sda", 1));
        Assert.Equal((1L << 60) | 1, _guest.PartGetGptAttributes("/dev/sda", 1));
        Assert.Equal(0, _guest.PartGetGptAttributes("/dev/sda", 2));
        Assert.False(_guest.PartGetBootable("/dev/sda", 1));
        Assert.True(_guest.PartGetBootable("/dev/sda", 2));
        Assert.Equal("primary", _guest.PartGetMbrPartType("/dev/sda", 2));
    }

    [Theory]
    [InlineData(0, "part_get_name: /dev/sda: 0 is no number of a partition: it must be 1 or more")]
    [InlineData(-1, "part_get_name: /dev/sda: -1 is no number of a partition: it must be 1 or more")]
    [InlineData(3, "part_get_name: /dev/sda: there is no partition 3")]
    [InlineData(int.MaxValue, "part_get_name: /dev/sda: there is no partition 2147483647")]
    public void A_number_without_a_partition_is_refused(int number, string message)
    {
        Assert.Equal((message, Errno.EINVAL), Failures.Of(() => _guest.PartGetName("/dev/sda", number)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetGptType("/dev/sda", number)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetGptGuid("/dev/sda", number)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetGptAttributes("/dev/sda", number)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetMbrId("/dev/sdc", number)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetBootable("/dev/sdc", number)).Errno);
    }

    [Fact]
    public void What_only_one_type_of_table_has_is_refused_for_the_other()
    {
        Assert.Equal(("part_get_disk_guid: /dev/sdc: there is no GPT partition table on it", Errno.EINVAL), Failures.Of(() => _guest.PartGetDiskGuid("/dev/sdc")));
        Assert.Equal(("part_get_mbr_id: /dev/sda: there is no MBR partition table on it", Errno.EINVAL), Failures.Of(() => _guest.PartGetMbrId("/dev/sda", 1)));
    }

    [Fact]
    public void A_partition_is_on_a_drive_and_has_a_number()
    {
        Assert.Equal("/dev/sda", _guest.PartToDev("/dev/sda2"));
        Assert.Equal(2, _guest.PartToPartnum("/dev/sda2"));
        Assert.Equal("/dev/sda", _guest.PartToDev("/dev/disk/guestfs/first1"));
        Assert.Equal(6, _guest.PartToPartnum("/dev/hdc6"));
        Assert.Equal(("part_to_dev: /dev/sda: not a partition", Errno.EINVAL), Failures.Of(() => _guest.PartToDev("/dev/sda")));
        Assert.Equal(("part_to_partnum: /dev/vg-one/lv-a: not a partition", Errno.EINVAL), Failures.Of(() => _guest.PartToPartnum("/dev/vg-one/lv-a")));
        Assert.Equal(("part_to_dev: /dev/sdz1: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.PartToDev("/dev/sdz1")));
    }

    [Fact]
    public void A_gpt_with_a_broken_header_is_read_from_its_copy_and_one_with_two_is_refused()
    {
        fixture.Shell("printf 'label: gpt\\nsize=2048,name=\"kept\"\\n' | sfdisk -q /dev/sdh; dd if=/dev/zero of=/dev/sdh bs=1 seek=528 count=4 conv=notrunc,fsync 2>/dev/null");
        Assert.Equal("kept", _guest.PartGetName("/dev/sdh", 1));
        fixture.Shell("dd if=/dev/zero of=/dev/sdh bs=512 seek=$(($(blockdev --getsz /dev/sdh) - 1)) count=1 conv=notrunc,fsync 2>/dev/null");
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetName("/dev/sdh", 1)).Errno);
        fixture.Shell("dd if=/dev/zero of=/dev/sdh bs=64k count=1 conv=fsync 2>/dev/null; blockdev --rereadpt /dev/sdh");
    }

    [Fact]
    public void An_extended_partition_that_is_its_own_end_is_read_to_an_end()
    {
        // The first link of the chain points at itself.
        fixture.Shell("""
            printf 'label: dos\nstart=2048,size=8192,type=5\nstart=4096,size=1024\n' | sfdisk -q --no-tell-kernel /dev/sdh
            printf '\0\0\0\0\5\0\0\0\0\0\0\0\0\20\0\0' | dd of=/dev/sdh bs=1 seek=$((2048*512+462)) conv=notrunc,fsync 2>/dev/null
            """);
        Assert.Equal(1, _guest.PartList("/dev/sdh")[0].Num);
        fixture.Shell("dd if=/dev/zero of=/dev/sdh bs=64k conv=fsync 2>/dev/null; blockdev --rereadpt /dev/sdh");
    }

#pragma warning disable CS0618
    [Fact]
    public void Sfdisk_s_own_words_are_passed_on()
    {
        Assert.Equal(fixture.Shell("sfdisk -l /dev/sdc"), _guest.SfdiskL("/dev/sdc"));
        Assert.Matches(@"^/dev/sdc: \d+ cylinders, \d+ heads, \d+ sectors/track\n", _guest.SfdiskKernelGeometry("/dev/sdc"));
        Assert.Equal(_guest.SfdiskKernelGeometry("/dev/sdc"), _guest.SfdiskDiskGeometry("/dev/sdc"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SfdiskL("/dev/sdz")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SfdiskKernelGeometry("/dev/sdz")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SfdiskDiskGeometry("/dev/sdz")).Errno);
    }
#pragma warning restore CS0618

    private IEnumerable<(int, long, long, long)> List(string device)
        => _guest.PartList(device).Select(p => (p.Num, (long)p.Start, (long)p.End, (long)p.Size));
}
