using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Partitions;

public sealed class PartitionMakingTests(BlankDrivesFixture fixture) : IClassFixture<BlankDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Clean();

    [Theory]
    [InlineData("gpt", "gpt")]
    [InlineData("efi", "gpt")]
    [InlineData("mbr", "msdos")]
    [InlineData("msdos", "msdos")]
    [InlineData("amiga", "amiga")]
    [InlineData("rdb", "amiga")]
    [InlineData("bsd", "bsd")]
    [InlineData("dvh", "dvh")]
    [InlineData("mac", "mac")]
    [InlineData("pc98", "pc98")]
    [InlineData("sun", "sun")]
    public void A_table_is_made_and_then_one_with_a_partition(string type, string label)
    {
        _guest.PartInit("/dev/sda", type);
        Assert.Equal(label, _guest.PartGetParttype("/dev/sda"));
        var own = _guest.PartList("/dev/sda").Length;
        fixture.Shell("wipefs -aq /dev/sda");

        _guest.PartDisk("/dev/sda", type);
        Assert.Equal(label, _guest.PartGetParttype("/dev/sda"));
        var partitions = _guest.PartList("/dev/sda");
        Assert.Equal(own + 1, partitions.Length);
        Assert.InRange((long)partitions.Max(p => p.Size), 60 << 20, 64 << 20);
    }

    [Theory]
    [InlineData("gpt")]
    [InlineData("mbr")]
    public void The_partition_of_the_whole_drive_leaves_64_KiB_at_both_ends_and_is_there_at_once(string type)
    {
        _guest.PartDisk("/dev/sda", type);
        var partition = Assert.Single(_guest.PartList("/dev/sda"));
        Assert.Equal((1, 65536L, 67043839L), (partition.Num, (long)partition.Start, (long)partition.End));
        Assert.Contains("/dev/sda1", _guest.ListPartitions());
        Assert.Equal(66978304, _guest.BlockdevGetsize64("/dev/sda1"));
    }

    [Theory]
    [InlineData("aix", "part_init: tables of the type 'aix' cannot be made: parted has no support for that", Errno.EOPNOTSUPP)]
    [InlineData("dasd", "part_init: tables of the type 'dasd' cannot be made: parted has no support for that", Errno.EOPNOTSUPP)]
    [InlineData("loop", "part_init: 'loop' is not a known type of partition table: most drives have 'gpt' or 'mbr'", Errno.EINVAL)]
    [InlineData("GPT", "part_init: 'GPT' is not a known type of partition table", Errno.EINVAL)]
    [InlineData("", "part_init: '' is not a known type of partition table", Errno.EINVAL)]
    [InlineData("-s", "part_init: '-s' is not a known type of partition table", Errno.EINVAL)]
    [InlineData("gpt rm 1", "part_init: 'gpt rm 1' is not a known type of partition table", Errno.EINVAL)]
    public void A_type_that_cannot_be_made_is_refused(string type, string reason, int expected)
    {
        _guest.PartDisk("/dev/sda", "mbr");
        var (message, errno) = Failures.Of(() => _guest.PartInit("/dev/sda", type));
        Assert.StartsWith(reason, message);
        Assert.Equal(expected, errno);
        Assert.Equal(expected, Failures.Of(() => _guest.PartDisk("/dev/sda", type)).Errno);
        Assert.Equal("msdos", _guest.PartGetParttype("/dev/sda"));
    }

    [Fact]
    public void Partitions_of_an_mbr_are_added_where_they_were_wanted()
    {
        _guest.PartInit("/dev/sda", "mbr");
        _guest.PartAdd("/dev/sda", "p", 64, 127);
        _guest.PartAdd("/dev/sda", "primary", 130, 200);
        _guest.PartAdd("/dev/sda", "e", 2048, 60000);
        _guest.PartAdd("/dev/sda", "l", 2112, 4000);
        _guest.PartAdd("/dev/sda", "logical", 4100, 5000);
        _guest.PartAdd("/dev/sda", "p", 130000, -1);
        Assert.Equal(
            [(1, 64L, 64L), (2, 130, 71), (3, 2048, 57953), (5, 2112, 1889), (6, 4100, 901), (4, 130000, 1072)],
            _guest.PartList("/dev/sda").Select(p => (p.Num, (long)p.Start / 512, (long)p.Size / 512)));
        Assert.Equal(["/dev/sda1", "/dev/sda2", "/dev/sda3", "/dev/sda4", "/dev/sda5", "/dev/sda6"], _guest.ListPartitions());
        Assert.Equal("64\n71\n1072\n1889\n901\n", fixture.Shell("for i in 1 2 4 5 6; do echo $(($(cat /sys/class/block/sda$i/size))); done"));
    }

    [Fact]
    public void Partitions_of_other_tables_are_added()
    {
        _guest.PartInit("/dev/sda", "gpt");
        _guest.PartAdd("/dev/sda", "p", 34, 60);
        _guest.PartAdd("/dev/sda", "p", 2048, -34);
        Assert.Equal([(1, 17408L), (2, 1048576)], _guest.PartList("/dev/sda").Select(p => (p.Num, (long)p.Start)));
        _guest.PartInit("/dev/sda", "sun");
        _guest.PartAdd("/dev/sda", "p", 15810, 32129);
        Assert.Equal("sun", _guest.PartGetParttype("/dev/sda"));
        Assert.Equal(1, Assert.Single(_guest.PartList("/dev/sda")).Num);
    }

    [Theory]
    [InlineData("x", 2048, 4095, "part_add: 'x' is not a kind of partition: it must be 'primary', 'logical' or 'extended'")]
    [InlineData("", 2048, 4095, "part_add: '' is not a kind of partition")]
    [InlineData("-p", 2048, 4095, "part_add: '-p' is not a kind of partition")]
    [InlineData("p", -5, -1, "part_add: /dev/sda: the first sector is -5, but must not be negative")]
    [InlineData("p", 4096, 2048, "part_add: /dev/sda: parted: Can't have the end before the start!")]
    [InlineData("p", 999999, 1999999, "part_add: /dev/sda: parted: The location 999999s is outside of the device /dev/sda.")]
    [InlineData("p", 2048, -999999, "part_add: /dev/sda: parted: ")]
    [InlineData("p", 150, 160, "part_add: /dev/sda: parted: ")]
    [InlineData("l", 2048, 4095, "part_add: /dev/sda: parted: ")]
    public void A_partition_that_cannot_be_there_is_refused(string kind, long start, long end, string message)
    {
        _guest.PartInit("/dev/sda", "mbr");
        _guest.PartAdd("/dev/sda", "p", 128, 200);
        var failure = Failures.Of(() => _guest.PartAdd("/dev/sda", kind, start, end));
        Assert.StartsWith(message, failure.Message);
        Assert.Equal(Errno.EINVAL, failure.Errno);
        Assert.Single(_guest.PartList("/dev/sda"));
    }

    [Fact]
    public void What_is_no_drive_or_has_no_table_is_refused()
    {
        Assert.Equal(("part_init: /dev/sdz: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.PartInit("/dev/sdz", "gpt")));
        Assert.Equal(("part_disk: /dev/sda1: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.PartDisk("/dev/sda1", "gpt")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartInit("", "gpt")).Errno);
        Assert.Equal(("part_add: /dev/sda: no partition table is recognised: /dev/sda: unrecognised disk label", Errno.EINVAL), Failures.Of(() => _guest.PartAdd("/dev/sda", "p", 64, 128)));
        Assert.Contains("end before the start", Failures.Of(() => _guest.PartDisk("/dev/sdc", "mbr")).Message);
    }

    [Fact]
    public void A_partition_in_use_keeps_its_table_but_others_can_be_added()
    {
        _guest.PartInit("/dev/sda", "mbr");
        _guest.PartAdd("/dev/sda", "p", 2048, 65535);
        fixture.Shell("mkfs.ext2 -q /dev/sda1");
        _guest.Mount("/dev/sda1", "/");
        Assert.Equal(("part_init: /dev/sda: parted: Partition(s) on /dev/sda are being used.", Errno.EBUSY), Failures.Of(() => _guest.PartInit("/dev/sda", "gpt")));
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.PartDisk("/dev/sda", "gpt")).Errno);
        _guest.PartAdd("/dev/sda", "p", 65536, 131071);
        Assert.Equal(["/dev/sda1", "/dev/sda2"], _guest.ListPartitions());
    }

    [Fact]
    public void A_read_only_drive_keeps_its_table()
    {
        _guest.BlockdevSetro("/dev/sda");
        Assert.NotEqual(0, Failures.Of(() => _guest.PartInit("/dev/sda", "gpt")).Errno);
        _guest.BlockdevSetrw("/dev/sda");
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PartGetParttype("/dev/sda")).Errno);
    }
}
