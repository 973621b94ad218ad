using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Partitions;

public sealed class PartitionEditingTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private const string Guid = "01234567-89AB-CDEF-0123-456789ABCDEF";

    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void A_gpt_partition_gets_other_properties_and_keeps_the_rest()
    {
        MakeGpt();
        _guest.PartSetGptType("/dev/sda", 1, Guid);
        _guest.PartSetGptGuid("/dev/sda", 1, "{aaaaaaaa-0000-4000-8000-000000000001}");
        _guest.PartSetDiskGuid("/dev/sda", "bbbbbbbb-0000-4000-8000-000000000002");
        _guest.PartSetGptAttributes("/dev/sda", 1, (1L << 63) | (1L << 60) | 5);
        _guest.PartSetName("/dev/sda", 1, "été à Brno");
        Assert.Equal(Guid, _guest.PartGetGptType("/dev/sda", 1));
        Assert.Equal("AAAAAAAA-0000-4000-8000-000000000001", _guest.PartGetGptGuid("/dev/sda", 1));
        Assert.Equal("BBBBBBBB-0000-4000-8000-000000000002", _guest.PartGetDiskGuid("/dev/sda"));
        Assert.Equal((1L << 63) | (1L << 60) | 5, _guest.PartGetGptAttributes("/dev/sda", 1));
        Assert.Equal("été à Brno", _guest.PartGetName("/dev/sda", 1));
        Assert.Equal([(2048L, 40000L), (50000, 80000)], Ends());
        Assert.Contains("No problems found", fixture.Shell("sgdisk -v /dev/sda"));

        _guest.PartSetDiskGuidRandom("/dev/sda");
        var random = _guest.PartGetDiskGuid("/dev/sda");
        _guest.PartSetDiskGuidRandom("/dev/sda");
        Assert.NotEqual(random, _guest.PartGetDiskGuid("/dev/sda"));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("-x")]
    [InlineData("two words")]
    [InlineData("it's \"quoted\" rm 1")]
    [InlineData("a\\b:c;d")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("")]
    public void A_gpt_partition_gets_any_name_that_fits(string name)
    {
        MakeGpt();
        _guest.PartSetName("/dev/sda", 2, name);
        Assert.Equal(name, _guest.PartGetName("/dev/sda", 2));
        Assert.Equal(2, Ends().Count());
    }

    [Fact]
    public void A_name_that_cannot_be_is_refused()
    {
        MakeGpt();
        Assert.Equal(
            ("part_set_name: /dev/sda: this cannot be the name of a partition: a name has up to 36 characters of text", 22),
            Failures.Of(() => _guest.PartSetName("/dev/sda", 1, new string('x', 37))));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetName("/dev/sda", 1, "\udcff")).Errno);
        _guest.PartInit("/dev/sda", "mbr");
        _guest.PartAdd("/dev/sda", "p", 2048, 40000);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetName("/dev/sda", 1, "x")).Errno);
        _guest.PartInit("/dev/sda", "mac");
        _guest.PartAdd("/dev/sda", "p", 2048, 40000);
        _guest.PartSetName("/dev/sda", 2, "my mac");
        Assert.Contains("my mac", fixture.Shell("parted -ms /dev/sda print"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetName("/dev/sda", 2, "x' rm 1 '")).Errno);
    }

    [Fact]
    public void The_boot_flag_is_set_and_cleared()
    {
        MakeGpt();
        _guest.PartSetBootable("/dev/sda", 1, true);
        Assert.True(_guest.PartGetBootable("/dev/sda", 1));
        Assert.Equal("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", _guest.PartGetGptType("/dev/sda", 1));
        _guest.PartSetBootable("/dev/sda", 1, false);
        Assert.False(_guest.PartGetBootable("/dev/sda", 1));
        MakeMbr();
        _guest.PartSetBootable("/dev/sda", 1, true);
        Assert.True(_guest.PartGetBootable("/dev/sda", 1));
        _guest.PartSetBootable("/dev/sda", 1, false);
        Assert.False(_guest.PartGetBootable("/dev/sda", 1));
    }

    [Fact]
    public void An_mbr_partition_gets_another_type()
    {
        MakeMbr();
        _guest.PartSetMbrId("/dev/sda", 1, 0x07);
        _guest.PartSetMbrId("/dev/sda", 5, 0x8e);
        Assert.Equal(0x07, _guest.PartGetMbrId("/dev/sda", 1));
        Assert.Equal(0x8e, _guest.PartGetMbrId("/dev/sda", 5));
        Assert.Equal(("part_set_mbr_id: /dev/sda: 256 is no type byte of a partition: it must be from 1 to 255", Errno.EINVAL), Failures.Of(() => _guest.PartSetMbrId("/dev/sda", 1, 256)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetMbrId("/dev/sda", 1, 0)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetMbrId("/dev/sda", 9, 7)).Errno);
        MakeGpt();
        Assert.Equal(("part_set_mbr_id: /dev/sda: there is no MBR partition table on it", Errno.EINVAL), Failures.Of(() => _guest.PartSetMbrId("/dev/sda", 1, 7)));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public void What_is_no_guid_is_refused(string text)
    {
        MakeGpt();
        Assert.Equal(
            ($"part_set_gpt_type: '{text}' is no GUID: it has 32 hexadecimal digits, such as {Guid}", Errno.EINVAL), Failures.Of(() => _guest.PartSetGptType("/dev/sda", 1, text)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetGptGuid("/dev/sda", 1, text)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetDiskGuid("/dev/sda", text)).Errno);
    }

    [Fact]
    public void A_number_without_a_partition_and_another_table_are_refused()
    {
        MakeGpt();
        foreach (var number in new[] { 9, 0, -1 })
        {
            Assert.All(Edits("/dev/sda", number), edit => Assert.Equal(Errno.EINVAL, Failures.Of(edit).Errno));
        }

        Assert.Equal(("part_del: /dev/sda: 0 is no number of a partition: it must be 1 or more", Errno.EINVAL), Failures.Of(() => _guest.PartDel("/dev/sda", 0)));
        Assert.All(Edits("/dev/sdb", 1), edit => Assert.Equal(Errno.EINVAL, Failures.Of(edit).Errno));
        fixture.Shell("mkfs.ext2 -q /dev/sdb");
        Assert.All(Edits("/dev/sdb", 1), edit => Assert.Equal(Errno.EINVAL, Failures.Of(edit).Errno));
        Assert.Equal(("part_del: /dev/sdb: there is a file system on the whole drive and no partition table", Errno.EINVAL), Failures.Of(() => _guest.PartDel("/dev/sdb", 1)));
        Assert.Equal("ext2", _guest.VfsType("/dev/sdb"));
        Assert.All(Edits("/dev/sdz", 1), edit => Assert.Equal(Errno.ENOENT, Failures.Of(edit).Errno));
        MakeMbr();
        Assert.Equal(("part_set_disk_guid: /dev/sda: there is no GPT partition table on it", Errno.EINVAL), Failures.Of(() => _guest.PartSetDiskGuid("/dev/sda", Guid)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartSetDiskGuidRandom("/dev/sda")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartExpandGpt("/dev/sda")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.PartExpandGpt("/dev/sdz")).Errno);
    }

    [Fact]
    public void A_partition_is_removed_with_its_device()
    {
        MakeGpt();
        _guest.PartDel("/dev/sda", 1);
        Assert.Equal([(50000L, 80000L)], Ends());
        Assert.Equal(["/dev/sda2"], _guest.ListPartitions());
        MakeMbr();
        _guest.PartDel("/dev/sda", 2);
        Assert.Equal(["/dev/sda1"], _guest.ListPartitions());
    }

    [Fact]
    public void A_partition_gets_another_end_and_keeps_its_properties()
    {
        MakeGpt();
        _guest.PartSetGptType("/dev/sda", 1, Guid);
        _guest.PartSetName("/dev/sda", 1, "kept");
        _guest.PartSetGptAttributes("/dev/sda", 1, 4);
        _guest.PartResize("/dev/sda", 1, 49999);
        Assert.Equal([(2048L, 49999L), (50000, 80000)], Ends());
        Assert.Equal((49999 - 2047) * 512L, _guest.BlockdevGetsize64("/dev/sda1"));
        _guest.PartResize("/dev/sda", 1, 30001);
        _guest.PartResize("/dev/sda", 2, -34);
        Assert.Equal([(2048L, 30001L), (50000, 131038)], Ends());
        Assert.Equal((30001 - 2047) * 512L, _guest.BlockdevGetsize64("/dev/sda1"));
        Assert.Equal((Guid, "kept", 4), (_guest.PartGetGptType("/dev/sda", 1), _guest.PartGetName("/dev/sda", 1), _guest.PartGetGptAttributes("/dev/sda", 1)));

        Assert.Equal(("part_resize: /dev/sda: partition 1 cannot end at sector 100: it starts at 2048", Errno.EINVAL), Failures.Of(() => _guest.PartResize("/dev/sda", 1, 100)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartResize("/dev/sda", 1, 50000)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartResize("/dev/sda", 2, -1)).Errno);
        Assert.Equal([(2048L, 30001L), (50000, 131038)], Ends());
    }

    [Fact]
    public void Logical_and_extended_partitions_get_other_ends()
    {
        MakeMbr();
        _guest.PartResize("/dev/sda", 5, 59000);
        _guest.PartResize("/dev/sda", 2, 100000);
        _guest.PartResize("/dev/sda", 1, 49999);
        Assert.Equal([(2048L, 49999L), (50000, 100000), (50100, 59000)], Ends());
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartResize("/dev/sda", 5, 110000)).Errno);
        Assert.Equal(
            ("part_resize: /dev/sda: partition 2 cannot end at sector 55000: a logical partition in it ends later", Errno.EINVAL), Failures.Of(() => _guest.PartResize("/dev/sda", 2, 55000)));
    }

    [Fact]
    public void The_second_copy_of_a_gpt_moves_to_the_end_of_a_drive_that_has_grown()
    {
        // The table of a drive of 8 MiB on one of 64.
        fixture.Shell("""
            printf 'label: gpt\nstart=2048, size=4096, name="small"\n' | sfdisk -q /dev/sdb
            dd if=/dev/sdb of=/dev/sda bs=1M conv=fsync 2>/dev/null; blockdev --rereadpt /dev/sda
            """);
        const string lastUsable = "sgdisk -p /dev/sda | sed -n 's/.*last usable sector is //p'";
        Assert.Equal(16350, int.Parse(fixture.Shell(lastUsable)));
        _guest.PartExpandGpt("/dev/sda");
        Assert.InRange(int.Parse(fixture.Shell(lastUsable)), 131072 - 2048, 131072 - 34);
        Assert.Contains("No problems found", fixture.Shell("sgdisk -v /dev/sda"));
        Assert.Equal("small", _guest.PartGetName("/dev/sda", 1));
        Assert.Equal(["/dev/sda1", "/dev/sdb1"], _guest.ListPartitions());
    }

    [Fact]
    public void A_partition_in_use_can_be_described_and_grow_but_not_go()
    {
        MakeGpt();
        fixture.Shell("mkfs.ext2 -q /dev/sda1");
        _guest.Mount("/dev/sda1", "/");
        _guest.PartSetName("/dev/sda", 1, "busy");
        _guest.PartSetGptType("/dev/sda", 1, Guid);
        _guest.PartSetGptAttributes("/dev/sda", 1, 4);
        _guest.PartSetBootable("/dev/sda", 2, true);
        _guest.PartResize("/dev/sda", 1, 45000);
        Assert.Equal((45000 - 2047) * 512L, _guest.BlockdevGetsize64("/dev/sda1"));
        Assert.Equal("busy", _guest.PartGetName("/dev/sda", 1));
        var (message, errno) = Failures.Of(() => _guest.PartDel("/dev/sda", 1));
        Assert.Contains("being used", message);
        Assert.Equal(16, errno);
        _guest.PartDel("/dev/sda", 2);
        Assert.Equal(["/dev/sda1"], _guest.ListPartitions());
#pragma warning disable CS0618
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Sfdisk("/dev/sda", 0, 0, 0, [","])).Errno);
#pragma warning restore CS0618
    }

#pragma warning disable CS0618
    [Fact]
    public void Scripts_of_sfdisk_make_and_change_partitions()
    {
        _guest.Sfdisk("/dev/sda", 0, 0, 0, ["2048,4096,83", "8192,4096,82"]);
        Assert.Equal([(2048L, 6143L), (8192, 12287)], Ends());
        Assert.Equal(0x82, _guest.PartGetMbrId("/dev/sda", 2));
        Assert.Equal(["/dev/sda1", "/dev/sda2"], _guest.ListPartitions());
        _guest.SfdiskN("/dev/sda", 2, 0, 0, 0, "16384,4096,83");
        Assert.Equal([(2048L, 6143L), (16384, 20479)], Ends());
        _guest.SfdiskM("/dev/sda", [",10,", "20,10"]);
        Assert.Equal([(2048L, 22527L), (40960, 61439)], Ends());

        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Sfdisk("/dev/sda", 0, 0, 0, ["nonsense"])).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Sfdisk("/dev/sda", -1, 0, 0, [","])).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SfdiskN("/dev/sda", 0, 0, 0, 0, ",")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SfdiskN("/dev/sda", 1, 0, 0, 0, "bad")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SfdiskM("/dev/sda", ["bad"])).Errno);
        Assert.Equal([(2048L, 22527L), (40960, 61439)], Ends());
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SfdiskM("/dev/sdz", [","])).Errno);
    }
#pragma warning restore CS0618

    private void MakeGpt()
    {
        fixture.Shell("wipefs -aq /dev/sda; printf 'label: gpt\\nstart=2048,size=37953\\nstart=50000,size=30001\\n' | sfdisk -q /dev/sda");
        Assert.Equal([(2048L, 40000L), (50000, 80000)], Ends());
    }

    private void MakeMbr()
    {
        fixture.Shell("wipefs -aq /dev/sda; printf 'label: dos\\nstart=2048,size=37953\\nstart=50000,size=40001,type=5\\nstart=50100,size=9901\\n' | sfdisk -q /dev/sda");
        Assert.Equal([(2048L, 40000L), (50000, 90000), (50100, 60000)], Ends());
    }

    private IEnumerable<(long, long)> Ends() => _guest.PartList("/dev/sda").Select(p => ((long)p.Start / 512, (long)p.End / 512));

    private Action[] Edits(string device, int number) =>
    [
        () => _guest.PartDel(device, number),
        () => _guest.PartSetBootable(device, number, true),
        () => _guest.PartSetName(device, number, "x"),
        () => _guest.PartSetMbrId(device, number, 7),
        () => _guest.PartSetGptType(device, number, Guid),
        () => _guest.PartSetGptGuid(device, number, Guid),
        () => _guest.PartSetGptAttributes(device, number, 1),
        () => _guest.PartResize(device, number, 90000),
    ];
}
