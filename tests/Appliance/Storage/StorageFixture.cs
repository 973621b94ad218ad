namespace GuestCtl.Appliance.Tests.Storage;

/// <summary>Drives with all that the tests of devices, partitions, file systems, mounts and LVM look at:
/// sda GPT with ext4 (label ROOT) and vfat, sdb ext4 on the whole disk, sdc MBR with an extended partition, sdd and sde
/// LVM, sdf btrfs with subvolumes, sdg random bytes, sdh empty.</summary>
public sealed class StorageFixture : GuestFixture
{
    /// <summary>Removes all mounts, as a test leaves and wants to find it.</summary>
    public GuestFs Clean()
    {
        Guest.UmountAll();
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        Guest.AddDriveScratch(100 << 20, label: "first");
        Guest.AddDriveScratch(50 << 20);
        Guest.AddDriveScratch(50 << 20);
        Guest.AddDriveScratch(50 << 20);
        Guest.AddDriveScratch(50 << 20);
        Guest.AddDriveScratch(200 << 20);
        var random = Path.Combine(HostDirectory, "random.img");
        var bytes = new byte[4 << 20];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(random, bytes);
        Guest.AddDriveRo(random);
        Guest.AddDriveScratch(8 << 20);
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("""
            set -e
            sfdisk -q --wipe never /dev/sda <<END
            label: gpt
            label-id: 11111111-2222-4333-8444-555555555555
            start=2048, size=102400, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=AAAAAAAA-0000-4000-8000-000000000001, name="root:part", attrs="RequiredPartition GUID:60"
            start=104448, size=40960, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=AAAAAAAA-0000-4000-8000-000000000002, name="esp"
            END
            mkfs.ext4 -q -L ROOT -U 01234567-89ab-4cde-8f01-23456789abcd /dev/sda1
            mkfs.vfat -n ESP -i 1234abcd /dev/sda2 >/dev/null
            mkfs.ext4 -q -F /dev/sdb
            sfdisk -q --wipe never /dev/sdc <<END
            label: dos
            label-id: 0x12345678
            start=2048, size=20480, type=83, bootable
            start=22528, size=61440, type=5
            start=24576, size=10240, type=82
            start=36864, size=10240, type=8e
            END
            mkswap -L SWAP /dev/sdc5 >/dev/null
            mkfs.btrfs -q -f /dev/sdf
            mkdir -p /run/top && mount /dev/sdf /run/top && btrfs -q subvolume create /run/top/home "/run/top/a, b" /run/top/home/inner && umount /run/top
            lvm pvcreate -q -u ABCDEF-0000-0000-0000-0000-0000-000001 --norestorefile /dev/sdd /dev/null 2>/dev/null || lvm pvcreate -q /dev/sdd
            lvm pvcreate -q /dev/sde
            lvm vgcreate -q vg-one /dev/sdd /dev/sde
            lvm lvcreate -q -Zn -Wn -L 20m -n lv-a --addtag tag1 vg-one
            lvm lvcreate -q -Zn -Wn -L 8m -n b vg-one
            lvm vgmknodes
            mkfs.ext4 -q /dev/vg-one/lv-a
            """);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The tests that share the drives; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class StorageCollection : ICollectionFixture<StorageFixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "Storage";
}
