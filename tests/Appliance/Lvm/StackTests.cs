namespace GuestCtl.Appliance.Tests.Lvm;

/// <summary>Volumes on volumes: they are put together until nothing new appears.</summary>
public sealed class StackTests(StackFixture fixture) : IClassFixture<StackFixture>
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Groups_on_arrays_on_volumes_are_found_and_what_is_in_an_encrypted_drive_once_it_is_open()
    {
        // The other half of the last array stays away.
        _guest.RemoveDrive(StackFixture.LastDrive);
        _guest.Shutdown();
        _guest.Launch();

        var found = _guest.ListFilesystems();
        Assert.Equal("ext4", found["/dev/top/data"]);
        Assert.Equal(["degraded 0", "degraded 0", "degraded 1"], fixture.Shell("for i in /sys/block/md*/md/degraded; do echo degraded $(cat $i); done | sort").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("linux_raid_member", found.Values);

        _guest.LuksOpen("/dev/sdb", "key", "secret");
        Assert.Equal("ext4", _guest.ListFilesystems()["/dev/inner/home"]);
        _guest.LuksClose("/dev/mapper/secret");
        Assert.DoesNotContain("/dev/inner/home", _guest.ListFilesystems());
        _guest.Shutdown();
    }
}

/// <summary>An array on volumes with a group on it, one on a volume and a drive, a group in an encrypted drive, and an array of two drives.</summary>
public sealed class StackFixture : GuestFixture
{
    /// <summary>The label of the last drive.</summary>
    public const string LastDrive = "last";

    private const int Drives = 5;

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        for (var drive = 0; drive < Drives; drive++)
        {
            using (var image = File.Create(Path.Combine(HostDirectory, $"drive{drive}")))
            {
                image.SetLength((drive == 0 ? 112 : 32) << 20);
            }

            Guest.AddDrive(Path.Combine(HostDirectory, $"drive{drive}"), format: "raw", label: drive == Drives - 1 ? LastDrive : null);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("""
            set -e
            create() { mdadm --create /dev/md/$1 --run --quiet --assume-clean --metadata=1.2 --level=1 --raid-devices=2 $2 $3; }
            lvm vgcreate -q base /dev/sda
            for i in a b c; do lvm lvcreate -q -Zn -Wn -L 32M -n $i base; done
            create upper /dev/base/a /dev/base/b
            create mixed /dev/base/c /dev/sdc
            create half /dev/sdd /dev/sde
            lvm vgcreate -q top /dev/md/upper
            lvm lvcreate -q -Zn -Wn -l 100%FREE -n data top
            mkfs.ext4 -q /dev/top/data
            printf key > /run/key
            cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file /run/key /dev/sdb
            cryptsetup open --key-file /run/key /dev/sdb secret
            lvm vgcreate -q inner /dev/mapper/secret
            lvm lvcreate -q -Zn -Wn -l 100%FREE -n home inner
            mkfs.ext4 -q /dev/inner/home
            lvm vgchange -q -an inner
            cryptsetup close secret
            """);
        return ValueTask.CompletedTask;
    }
}
