using System.Diagnostics;
using GuestCtl.Daemon.Services.Inspection.Fstab;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class FstabTests
{
    private static readonly KnownDevice Root = new("/dev/sda2", "ext4") { Disk = "sda", Uuid = "1111-AAAA", Label = "my root", PartitionUuid = "aa-02" };

    private static readonly KnownDevice[] Devices =
    [
        new("/dev/sda") { Disk = "sda" },
        new("/dev/sda1", "vfat") { Disk = "sda", Uuid = "ABCD-1234", PartitionLabel = "EFI System" },
        Root,
        new("/dev/sda3", "swap") { Disk = "sda", Uuid = "swap-uuid" },
        new("/dev/sdb", "ext4") { Disk = "sdb", Uuid = "copy" },
        new("/dev/sdb1", "ext4") { Disk = "sdb", Uuid = "same", Label = "data" },
        new("/dev/sda5", "ext4") { Disk = "sda", Uuid = "same" },
        new("/dev/sda6", "btrfs") { Disk = "sda", Uuid = "btrfs-uuid" },
        new("/dev/vg/home-1", "xfs") { Aliases = ["/dev/mapper/vg-home--1", "/dev/disk/by-id/dm-uuid-LVM-GroupVolume"], Uuid = "home" },
        new("/dev/md127", "ext4") { Aliases = ["/dev/md/any", "/dev/disk/by-id/md-name-host:any"], VolumeUuid = "0123456789abcdef0123456789abcdef" },
        new("/dev/mapper/opened", "ext4") { VolumeUuid = "fedcba98765432100123456789abcdef" },
    ];

    private static readonly DeviceCatalog Catalog = new(["/dev/sda", "/dev/sdb"], Devices);

    [Theory]
    [InlineData("UUID=ABCD-1234", "/dev/sda1")]
    [InlineData("UUID=abcd-1234", "/dev/sda1")]
    [InlineData("UUID=\"ABCD-1234\"", "/dev/sda1")]
    [InlineData("LABEL=data", "/dev/sdb1")]
    [InlineData("LABEL=\"my root\"", "/dev/sda2")]
    [InlineData("LABEL=my\\040root", "/dev/sda2")]
    [InlineData("PARTUUID=aa-02", "/dev/sda2")]
    [InlineData("PARTLABEL=EFI\\040System", "/dev/sda1")]
    [InlineData("/dev/disk/by-uuid/ABCD-1234", "/dev/sda1")]
    [InlineData("/dev/disk/by-label/my\\\\x20root", null)]
    [InlineData("/dev/disk/by-label/my\\x20root", "/dev/sda2")]
    [InlineData("/dev/disk/by-partuuid/aa-02", "/dev/sda2")]
    [InlineData("/dev/disk/by-partlabel/EFI\\x20System", "/dev/sda1")]
    [InlineData("/dev/disk/by-id/dm-name-vg-home--1", "/dev/vg/home-1")]
    [InlineData("/dev/disk/by-id/dm-uuid-LVM-GroupVolume", "/dev/vg/home-1")]
    [InlineData("/dev/disk/by-id/dm-uuid-LVM-GroupOther", null)]
    [InlineData("/dev/disk/by-id/dm-uuid-CRYPT-LUKS2-fedcba98765432100123456789abcdef-its_name", "/dev/mapper/opened")]
    [InlineData("/dev/disk/by-id/dm-name-secret", "/dev/mapper/opened")]
    [InlineData("/dev/disk/by-id/md-uuid-01234567:89abcdef:01234567:89abcdef", "/dev/md127")]
    [InlineData("/dev/disk/by-id/md-name-host:any", "/dev/md127")]
    [InlineData("/dev/md/any", "/dev/md127")]
    [InlineData("/dev/mapper/second", "/dev/mapper/opened")]
    [InlineData("/dev/sda1", "/dev/sda1")]
    [InlineData("/dev/hda1", "/dev/sda1")]
    [InlineData("/dev/vda2", "/dev/sda2")]
    [InlineData("/dev/xvdb1", "/dev/sdb1")]
    [InlineData("/dev/nvme0n1p2", "/dev/sda2")]
    [InlineData("/dev/nvme1n1", "/dev/sdb")]
    [InlineData("/dev/mmcblk0p1", "/dev/sda1")]
    [InlineData("/dev/vdc1", null)]
    [InlineData("/dev/vda9", null)]
    [InlineData("/dev/mapper/vg-home--1", "/dev/vg/home-1")]
    [InlineData("/dev/vg/home-1", "/dev/vg/home-1")]
    [InlineData("/dev/root", "/dev/sda2")]
    [InlineData("/dev/md/data", "/dev/md127")]
    [InlineData("/dev/mapper/luks-fedcba98-7654-3210-0123-456789abcdef", "/dev/mapper/opened")]
    [InlineData("/dev/mapper/secret", "/dev/mapper/opened")]
    [InlineData("UUID=", null)]
    [InlineData("UUID=nope", null)]
    [InlineData("LABEL=", null)]
    [InlineData("/dev/disk/by-id/ata-QEMU-part1", null)]
    [InlineData("tmpfs", null)]
    [InlineData("server:/export", null)]
    [InlineData("/dev/../etc/passwd", null)]
    public void A_source_is_the_device_that_the_guest_means(string source, string? device)
        => Assert.Equal(device, Resolver().Resolve(FstabParser.Parse($"{source} /mnt auto defaults 0 0")[0])?.Path);

    [Fact]
    public void Of_two_copies_the_one_on_the_disk_of_the_root_is_meant()
        => Assert.Equal("/dev/sda5", Resolver().Resolve(FstabParser.Parse("UUID=same /srv ext4 defaults 0 0")[0])!.Path);

    [Fact]
    public void A_name_by_its_hardware_is_understood_when_there_is_one_disk()
    {
        using var tree = new GuestTree();
        var resolver = new FstabResolver(new DeviceCatalog(["/dev/sda"], Devices), VolumeNames.Read(tree.Reader), Root);
        Assert.Equal("/dev/sda1", resolver.Resolve(FstabParser.Parse("/dev/disk/by-id/ata-QEMU-part1 /boot ext4")[0])!.Path);
        Assert.Equal("/dev/sda", resolver.Resolve(FstabParser.Parse("/dev/disk/by-path/pci-0000:00:1f.2-ata-1 /data ext4")[0])!.Path);
        Assert.Null(resolver.Resolve(FstabParser.Parse("/dev/disk/by-id/dm-uuid-LVM-None-part1 /data ext4")[0]));
        Assert.Equal("/dev/sda3", resolver.Resolve(FstabParser.Parse("/dev/disk/by-path/pci-0000:00:1f.2-ata-1-part3 none swap")[0])!.Path);
    }

    [Fact]
    public void With_several_disks_the_root_and_what_is_on_the_others_tell_which_hardware_is_meant()
    {
        var mounts = Mounts("""
            /dev/disk/by-path/pci-0000:00:07.0-scsi-0:0:0:0-part2 / ext4 defaults 0 1
            /dev/disk/by-path/pci-0000:00:07.0-scsi-0:0:0:0-part1 /boot/efi vfat defaults 0 1
            /dev/disk/by-path/pci-0000:00:07.0-scsi-0:0:0:0-part9 /none ext4 defaults 0 1
            /dev/disk/by-path/pci-0000:00:07.0-scsi-0:0:1:0-part1 /data ext3 defaults 0 1
            """);
        Assert.Equal([("/dev/sda2", "/"), ("/dev/sda1", "/boot/efi"), ("/dev/sdb1", "/data")], mounts.Select(m => (m.Device, m.Target)));
    }

    [Theory]
    [InlineData("/dev/disk/by-id/ata-B-part1 /data ext4\n/dev/sda5 /srv ext4", "/dev/sdb1 /dev/sda5")] // one disk has an ext4 there
    [InlineData("/dev/disk/by-id/ata-B-part1 /data vfat", "/dev/sda1")]
    [InlineData("/dev/disk/by-id/ata-B-part1 /data auto", "")] // two disks have something there
    [InlineData("/dev/disk/by-id/ata-B-part1 /data auto\nLABEL=data /x ext4", "/dev/sda1 /dev/sdb1")] // which the other line takes
    [InlineData("/dev/disk/by-id/usb-B-part1 /stick vfat noauto", "")]
    [InlineData("/dev/disk/by-id/usb-B-part1 /stick vfat nofail", "")]
    [InlineData("/dev/disk/by-id/ata-B-part1 /data xfs", "")]
    [InlineData("/dev/disk/by-id/ata-B-part1 /data ext4\n/dev/disk/by-id/ata-B-part3 none swap", "")] // no disk has both
    [InlineData("/dev/disk/by-id/ata-B /data ext4", "/dev/sdb")]
    [InlineData("/dev/disk/by-id/dm-uuid-B-part1 /data ext4", "")]
    public void A_disk_is_known_by_its_hardware_only_if_no_other_can_be_meant(string lines, string devices)
        => Assert.Equal(devices.Split(' ', StringSplitOptions.RemoveEmptyEntries), Mounts(lines).Skip(1).Select(m => m.Device));

    [Fact]
    public void Names_of_more_hardware_than_there_are_disks_take_no_time()
    {
        var clock = Stopwatch.StartNew();
        var text = string.Concat(Enumerable.Range(0, 4096).Select(number => $"/dev/disk/by-path/pci-{number}-part1 /{number} ext4 defaults 0 0\n"));
        Assert.Equal(["/dev/sda2"], Mounts("/dev/sdb1 /x ext4\n" + text).Where(m => m.Target != "/x").Select(m => m.Device));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000);
    }

    [Fact]
    public void Mounts_are_those_of_devices_with_the_root_first_and_swap_without_a_target()
    {
        var mounts = Mounts("""
            # comment
            proc /proc proc defaults 0 0
            UUID=ABCD-1234 /boot/efi vfat umask=0077 0 1
            UUID=1111-AAAA / ext4 errors=remount-ro 0 1
            /dev/sda3 none swap sw 0 0
            /dev/vg/home-1 /home// xfs defaults
            /home /export none bind 0 0
            tmpfs /tmp tmpfs size=1m 0 0
            /dev/cdrom /media/cdrom udf,iso9660 user,noauto 0 0
            """);
        Assert.Equal(
            [("/dev/sda2", "/"), ("/dev/sda1", "/boot/efi"), ("/dev/sda3", null), ("/dev/vg/home-1", "/home")],
            mounts.Select(m => (m.Device, m.Target)));
    }

    [Theory]
    [InlineData("subvol=home", "home")]
    [InlineData("rw,subvol=/@/home,compress=zstd", "@/home")]
    [InlineData("subvolid=257", "by-number")]
    [InlineData("subvolid=5", null)]
    [InlineData("subvol=/", null)]
    [InlineData("defaults", null)]
    public void A_subvolume_is_in_the_options(string options, string? subvolume)
        => Assert.Equal(subvolume, Mounts($"UUID=btrfs-uuid /home btrfs {options} 0 0")[1].Subvolume);

    [Fact]
    public void The_root_is_where_fstab_was_found_whatever_fstab_says()
        => Assert.Equal([("/dev/sda2", "/")], Mounts("/dev/sdb1 / ext4 defaults 0 1").Select(m => (m.Device, m.Target)));

    [Fact]
    public void Fstab_may_say_which_subvolume_the_root_is()
    {
        using var tree = new GuestTree();
        var root = Devices.Single(d => d.Path == "/dev/sda6");
        var mounts = GuestMounts.Of(
            FstabParser.Parse("UUID=btrfs-uuid / btrfs subvol=root"),
            new FstabResolver(Catalog, VolumeNames.Read(tree.Reader), root),
            new GuestMount(root.Path, null, "/"),
            (_, _) => null);
        Assert.Equal("root", Assert.Single(mounts).Subvolume);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\n\u001b[2J\n\udcff\udcfe / x\n")]
    [InlineData("UUID=ABCD-1234\nUUID=ABCD-1234 /boot\n")]
    [InlineData("UUID=ABCD-1234 relative vfat\nUUID=ABCD-1234 /a/../../etc vfat\nUUID=ABCD-1234 .. vfat\n")]
    [InlineData("/ / none bind\n/dev/sda2 / none rbind\n/proc/self/fd/3 /x ext4\n")]
    [InlineData("\"UUID=ABCD-1234 /boot vfat\n")]
    public void Nonsense_leaves_just_the_root(string text) => Assert.Equal(["/dev/sda2"], Mounts(text).Select(m => m.Device));

    [Fact]
    public void The_first_of_two_lines_for_one_place_counts()
        => Assert.Equal(["/dev/sda2", "/dev/sda1"], Mounts("/dev/sda1 /x vfat\n/dev/sdb1 /x/ ext4\n/dev/sdb1 /./x ext4\n").Select(m => m.Device));

    [Fact]
    public void Ten_thousand_lines_and_a_line_of_a_megabyte_take_no_time()
    {
        var clock = Stopwatch.StartNew();
        var lines = Enumerable.Range(0, 10_000).Select(i => $"UUID=same /d{i} ext4 defaults 0 0").Prepend(new string('x', 1 << 20) + " /long ext4");
        Assert.InRange(Mounts(string.Join('\n', lines)).Count, 1000, 10_001);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 5000);
    }

    private static IReadOnlyList<GuestMount> Mounts(string fstab)
        => Mounts(FstabParser.Parse(fstab));

    private static IReadOnlyList<GuestMount> Mounts(IReadOnlyList<FstabEntry> entries)
        => GuestMounts.Of(entries, Resolver().Learn(entries), new GuestMount("/dev/sda2", null, "/"), (_, number) => number == "257" ? "by-number" : null);

    private static FstabResolver Resolver()
    {
        using var tree = new GuestTree()
            .File("etc/mdadm/mdadm.conf", "HOMEHOST <system>\nARRAY /dev/md/data metadata=1.2 UUID=01234567:89abcdef:01234567:89abcdef name=x:data\nARRAY\n")
            .File("etc/crypttab", "# x\nsecret UUID=fedcba98-7654-3210-0123-456789abcdef none luks\nbroken\nsecond /dev/disk/by-uuid/fedcba98-7654-3210-0123-456789abcdef none luks\n");
        return new FstabResolver(Catalog, VolumeNames.Read(tree.Reader), Root);
    }
}
