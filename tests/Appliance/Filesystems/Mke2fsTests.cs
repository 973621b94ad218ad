using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class Mke2fsTests(MakingFixture fixture) : IClassFixture<MakingFixture>
{
    private const string Uuid = "a3a61220-882b-4f61-89f4-cf24dcc7297d";

    private static readonly string[] Switches = ["extent", "filetype", "flex_bg", "has_journal", "large_file", "quota", "resize_inode", "sparse_super", "uninit_bg"];

    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void Without_arguments_it_is_ext2_on_the_whole_device()
    {
        _guest.Mke2fs("/dev/sda");
        Assert.Equal("ext2", _guest.VfsType("/dev/sda"));
        Assert.Equal(320 << 20, Value("Block size") * Value("Block count"));
    }

    [Fact]
    public void All_numbers_reach_it()
    {
        _guest.Mke2fs("/dev/sda", blocksCount: 40000, blocksize: 2048, fragsize: 2048, blocksPerGroup: 8192, numberOfGroups: 4, inodesize: 256, journalsize: 4, numberOfInodes: 2000,
            stridesize: 8, stripewidth: 16, maxOnlineResize: 1000000, reservedBlocksPercentage: 3, fstype: "ext4");
        Assert.Equal((40000, 2048, 8192), (Value("Block count"), Value("Block size"), Value("Blocks per group")));
        Assert.Equal((4, 256, 2000), (Value("Flex block group size"), Value("Inode size"), Value("Inode count")));
        Assert.Equal((8, 16, 1200), (Value("RAID stride"), Value("RAID stripe width"), Value("Reserved block count")));
        Assert.Matches("Total journal size: *4096k", fixture.Shell("dumpe2fs -h /dev/sda 2>/dev/null"));
        Assert.Equal("ext4", _guest.VfsType("/dev/sda"));
        _guest.Mke2fs("/dev/sda", bytesPerInode: 65536);
        Assert.InRange(Value("Inode count"), 5000, 6000);
    }

    [Fact]
    public void All_texts_reach_it()
    {
        _guest.Mke2fs("/dev/sda", label: "LABEL", lastmounteddir: "/mnt/x", creatoros: "hurd", usagetype: "news", uuid: Uuid);
        Assert.Equal(("LABEL", Uuid), (_guest.VfsLabel("/dev/sda"), _guest.VfsUuid("/dev/sda")));
        Assert.Equal(("/mnt/x", "Hurd"), (Text("Last mounted on"), Text("Filesystem OS type")));
        Assert.InRange(Value("Inode count"), 80000, 90000);
        _guest.Mke2fs("/dev/sda", label: "-F");
        Assert.Equal("-F", _guest.VfsLabel("/dev/sda"));
    }

    [Fact]
    public void All_switches_reach_it()
    {
        _guest.Mke2fs("/dev/sda", forcecreate: true, lazyitableinit: true, lazyjournalinit: true, testfs: true, discard: false, quotatype: true, extent: true, filetype: true, flexbg: true,
            hasjournal: true, largefile: true, quota: true, resizeinode: true, sparsesuper: true, uninitbg: true);
        var features = Text("Filesystem features").Split(' ');
        Assert.Empty(Switches.Except(features));
        Assert.Contains("test_filesystem", Text("Filesystem flags"));
        Assert.Contains("User quota inode", fixture.Shell("tune2fs -l /dev/sda"));

        _guest.Mke2fs("/dev/sda", fstype: "ext3", lazyitableinit: false, lazyjournalinit: false, testfs: false, discard: true, quotatype: false, extent: false, filetype: false, flexbg: false,
            hasjournal: false, journaldev: false, largefile: false, quota: false, resizeinode: false, sparsesuper: false, uninitbg: false);
        features = Text("Filesystem features").Split(' ');
        Assert.Empty(features.Intersect(Switches));
        _guest.Mke2fs("/dev/sda", mmpUpdateInterval: 5);
        Assert.Equal("ext2", _guest.VfsType("/dev/sda"));
        Assert.Contains("Extents MUST be enabled for a 64-bit filesystem", Failures.Of(() => _guest.Mke2fs("/dev/sda", fstype: "ext4", extent: false)).Message);
    }

    [Fact]
    public void A_journal_is_on_a_device_of_its_own()
    {
        _guest.Mke2fs("/dev/sdb", blocksize: 1024, journaldev: true, label: "JOURNAL", uuid: Uuid);
        Assert.Equal("jbd", _guest.VfsType("/dev/sdb"));
        foreach (var name in (string[])["/dev/sdb", "LABEL=JOURNAL", "UUID=" + Uuid])
        {
            _guest.Mke2fs("/dev/sda", blocksize: 1024, fstype: "ext4", journaldevice: name);
            Assert.Equal(Uuid, Text("Journal UUID"));
        }

        Assert.Equal(("mke2fs: no device has an external journal with LABEL=other: make one with mke2fs and journaldev", 2),
            Failures.Of(() => _guest.Mke2fs("/dev/sda", journaldevice: "LABEL=other")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mke2fs("/dev/sda", journaldevice: "/dev/sdq")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mke2fs("/dev/sda", journaldevice: "sdb,size=4")).Errno);
        Assert.Contains("unexpected block size", Failures.Of(() => _guest.Mke2fs("/dev/sda", blocksize: 4096, journaldevice: "/dev/sdb")).Message);
    }

    [Fact]
    public void Only_the_superblocks_are_written_to_save_a_file_system()
    {
        _guest.Mke2fs("/dev/sda", blocksize: 4096, uuid: Uuid);
        _guest.Mount("/dev/sda", "/");
        _guest.Write("/kept", System.Text.Encoding.UTF8.GetBytes("content"));
        _guest.Umount("/");
        fixture.Shell("dd if=/dev/zero of=/dev/sda bs=1k seek=1 count=1 conv=notrunc 2>/dev/null");
        _guest.Mke2fs("/dev/sda", blocksize: 4096, writeSbAndGroupOnly: true, forcecreate: true);
        Assert.NotEqual(Uuid, _guest.VfsUuid("/dev/sda"));
        fixture.Shell("e2fsck -fy /dev/sda >/dev/null 2>&1 || test $? -le 2");
        _guest.Mount("/dev/sda", "/");
        Assert.Equal("content", _guest.Cat("/kept"));
    }

    [Fact]
    public void What_it_cannot_have_is_refused()
    {
        foreach (var call in (Action[])[
            () => _guest.Mke2fs("/dev/sda", blocksCount: -1), () => _guest.Mke2fs("/dev/sda", blocksize: -1), () => _guest.Mke2fs("/dev/sda", fragsize: -1),
            () => _guest.Mke2fs("/dev/sda", blocksPerGroup: -1), () => _guest.Mke2fs("/dev/sda", numberOfGroups: -1), () => _guest.Mke2fs("/dev/sda", bytesPerInode: -1),
            () => _guest.Mke2fs("/dev/sda", inodesize: -1), () => _guest.Mke2fs("/dev/sda", journalsize: -1), () => _guest.Mke2fs("/dev/sda", numberOfInodes: -1),
            () => _guest.Mke2fs("/dev/sda", stridesize: -1), () => _guest.Mke2fs("/dev/sda", stripewidth: -1), () => _guest.Mke2fs("/dev/sda", maxOnlineResize: -1),
            () => _guest.Mke2fs("/dev/sda", reservedBlocksPercentage: -1), () => _guest.Mke2fs("/dev/sda", mmpUpdateInterval: -1),
            () => _guest.Mke2fs("/dev/sda", fstype: "ext7"), () => _guest.Mke2fs("/dev/sda", fstype: ""), () => _guest.Mke2fs("/dev/sda", label: "\udcff")])
        {
            Assert.Equal(Errno.EINVAL, Failures.Of(call).Errno);
        }

        Assert.Equal(("mke2fs: blocksize: -1 is negative", Errno.EINVAL), Failures.Of(() => _guest.Mke2fs("/dev/sda", blocksize: -1)));
        Assert.Equal(Errno.EOPNOTSUPP, Failures.Of(() => _guest.Mke2fs("/dev/sda", blocksize: 4096, fragsize: 1024)).Errno);
        Assert.Contains("unknown os", Failures.Of(() => _guest.Mke2fs("/dev/sda", creatoros: "-x")).Message);
        Assert.Contains("could not parse UUID", Failures.Of(() => _guest.Mke2fs("/dev/sda", uuid: "bad")).Message);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mke2fs("/dev/sdq")).Errno);
    }

    private string Text(string field) => fixture.Shell("tune2fs -l /dev/sda").Split('\n').Select(line => line.Split(':', 2)).Single(pair => pair[0] == field)[1].Trim();

    private int Value(string field) => int.Parse(Text(field));
}
