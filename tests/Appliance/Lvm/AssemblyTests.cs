using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Lvm;

/// <summary>Volumes on drives that come with them: they are there when something asks, and go with their drives.</summary>
public sealed class AssemblyTests(VolumesFixture fixture) : IClassFixture<VolumesFixture>
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Volumes_of_a_drive_are_active_when_they_are_asked_for_and_gone_when_it_is_removed()
    {
        AddAll();
        Assert.Equal("no", fixture.Shell("test -e /dev/mapper/group-volume && echo yes || echo no").Trim());
        _guest.Mount("/dev/group/volume", "/");
        Assert.Equal(["/dev/group/volume"], _guest.Mounts());

        var (message, errno) = Failures.Of(() => _guest.RemoveDrive("lvmone"));
        Assert.Contains("still in use", message);
        Assert.Equal(16, errno);
        _guest.UmountAll();
        RemoveAll();
        Assert.Empty(_guest.ListDevices());
        Assert.Empty(_guest.Lvs());
    }

    [Fact]
    public void A_file_system_on_two_drives_and_an_array_are_found()
    {
        AddAll();
        _guest.Mount("/dev/disk/guestfs/btrtwo", "/");
        _guest.UmountAll();
        var list = _guest.ListFilesystems();
        Assert.Equal("ext4", list["/dev/group/volume"]);
        Assert.Equal("ext4", Assert.Single(list, entry => entry.Key.StartsWith("/dev/md", StringComparison.Ordinal)).Value);
        Assert.DoesNotContain("linux_raid_member", list.Values);
        RemoveAll();
    }

    [Fact]
    public void A_group_that_misses_a_drive_does_not_hold_anything_up()
    {
        fixture.Add("lvmone");
        Assert.Equal(["/dev/sda"], _guest.Pvs());
        Assert.Equal(["group"], _guest.Vgs());
        Assert.Contains('p', _guest.VgsFull()[0].VgAttr);
        Assert.Equal("unknown", _guest.ListFilesystems()["/dev/group/volume"]);
        Assert.Equal(("mount: /dev/group/volume: No such file or directory", Errno.ENOENT), Failures.Of(() => _guest.Mount("/dev/group/volume", "/")));
        _guest.RemoveDrive("lvmone");
    }

    [Fact]
    public void A_shutdown_unmounts_and_the_next_launch_finds_a_clean_file_system()
    {
        AddAll();
        _guest.Mount("/dev/group/volume", "/");
        _guest.Mkmountpoint("/kept");
        _guest.Shutdown();
        _guest.Launch();
        Assert.Contains("clean", fixture.Shell("lvm vgchange -q -aay >/dev/null; dumpe2fs -h /dev/group/volume 2>/dev/null | grep 'Filesystem state'"));
        Assert.DoesNotContain("needs_recovery", fixture.Shell("dumpe2fs -h /dev/group/volume 2>/dev/null | grep features"));
        _guest.Mount("/dev/group/volume", "/");
        _guest.Rmmountpoint("/kept");
        _guest.UmountAll();
        RemoveAll();
    }

    private void AddAll()
    {
        foreach (var label in VolumesFixture.Labels)
        {
            fixture.Add(label);
        }
    }

    private void RemoveAll()
    {
        foreach (var label in VolumesFixture.Labels)
        {
            _guest.RemoveDrive(label);
        }
    }
}

/// <summary>Images with parts of a group, of a btrfs file system and of an array, on drives that tests add and remove.</summary>
public sealed class VolumesFixture : GuestFixture
{
    /// <summary>The labels of the drives, which are the names of the images.</summary>
    public static readonly string[] Labels = ["lvmone", "lvmtwo", "btrone", "btrtwo", "raidone", "raidtwo"];

    /// <summary>Adds a drive with an image.</summary>
    public void Add(string label) => Guest.AddDrive(Path.Combine(HostDirectory, label), format: "raw", label: label);

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        foreach (var label in Labels)
        {
            using (var image = File.Create(Path.Combine(HostDirectory, label)))
            {
                image.SetLength(label.StartsWith("btr", StringComparison.Ordinal) ? 128 << 20 : 32 << 20);
            }

            Add(label);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask PrepareAsync()
    {
        Shell("""
            set -e
            for label in lvmone lvmtwo btrone btrtwo raidone raidtwo; do eval $label=$(readlink /dev/disk/guestfs/$label); done
            lvm vgcreate -q group $lvmone $lvmtwo
            lvm lvcreate -q -Zn -Wn -l 100%FREE -n volume group
            mkfs.ext4 -q /dev/group/volume
            mkfs.btrfs -q -f -d raid0 $btrone $btrtwo
            mdadm --create /dev/md/array --run --quiet --metadata=1.2 --level=1 --raid-devices=2 $raidone $raidtwo
            mkfs.ext4 -q /dev/md/array
            mdadm --wait /dev/md/array || true
            mdadm --stop /dev/md/array
            """);
        foreach (var label in Labels)
        {
            Guest.RemoveDrive(label);
        }

        return ValueTask.CompletedTask;
    }
}
