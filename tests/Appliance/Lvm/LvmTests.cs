using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Lvm;

[Collection(StorageCollection.Name)]
public sealed class LvmTests(StorageFixture fixture)
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void Volumes_are_listed()
    {
        Assert.Equal(["/dev/sdd", "/dev/sde"], _guest.Pvs());
        Assert.Equal(["vg-one"], _guest.Vgs());
        Assert.Equal(["/dev/vg-one/b", "/dev/vg-one/lv-a"], _guest.Lvs());
    }

    // The sizes are those that libguestfs 1.48 answers for a PV of 100 MiB, but for the size of the drive.
    [Fact]
    public void All_about_physical_volumes_is_told_in_bytes()
    {
        var volumes = _guest.PvsFull();
        Assert.Equal(["/dev/sdd", "/dev/sde"], volumes.Select(v => v.PvName).Order());
        var volume = volumes.Single(v => v.PvName == "/dev/sdd");
        Assert.Equal(fixture.Shell("lvm pvs --noheadings -o pv_uuid /dev/sdd").Trim().Replace("-", ""), volume.PvUuid);
        Assert.Equal(("lvm2", "a--", ""), (volume.PvFmt, volume.PvAttr, volume.PvTags));
        Assert.Equal((50331648UL, 52428800UL, 1048576UL), (volume.PvSize, volume.DevSize, volume.PeStart));
        Assert.Equal(volume.PvSize, volume.PvFree + volume.PvUsed);
        Assert.Equal((12L, 1L), (volume.PvPeCount, volume.PvMdaCount));
        Assert.Equal(28UL << 20, volumes.Aggregate(0UL, (sum, v) => sum + v.PvUsed));
        Assert.Equal(fixture.Shell("lvm pvs --noheadings --units b --nosuffix -o pv_mda_free /dev/sdd").Trim(), $"{volume.PvMdaFree}");
    }

    [Fact]
    public void All_about_volume_groups_is_told_in_bytes()
    {
        var group = Assert.Single(_guest.VgsFull());
        Assert.Equal(fixture.Shell("lvm vgs --noheadings -o vg_uuid vg-one").Trim().Replace("-", ""), group.VgUuid);
        Assert.Equal(("vg-one", "lvm2", "wz--n-", ""), (group.VgName, group.VgFmt, group.VgAttr, group.VgSysid));
        Assert.Equal((100663296UL, 71303168UL, 4194304UL), (group.VgSize, group.VgFree, group.VgExtentSize));
        Assert.Equal((24L, 17L, 2L, 2L, 0L), (group.VgExtentCount, group.VgFreeCount, group.PvCount, group.LvCount, group.SnapCount));
        Assert.Equal((0L, 0L, 2L), (group.MaxLv, group.MaxPv, group.VgMdaCount));
        Assert.Equal(fixture.Shell("lvm vgs --noheadings --units b --nosuffix -o vg_mda_free").Trim(), $"{group.VgMdaFree}");
        Assert.Equal(long.Parse(fixture.Shell("lvm vgs --noheadings -o seqno vg-one")), group.VgSeqno);
    }

    [Fact]
    public void All_about_logical_volumes_is_told_in_bytes()
    {
        var volume = _guest.LvsFull().Single(v => v.LvName == "lv-a");
        Assert.Equal(fixture.Shell("lvm lvs --noheadings -o lv_uuid vg-one/lv-a").Trim().Replace("-", ""), volume.LvUuid);
        Assert.Equal(("-wi-a-----", "tag1", "", "", ""), (volume.LvAttr, volume.LvTags, volume.Origin, volume.MovePv, volume.MirrorLog));
        Assert.Equal((20971520UL, 1L, -1L, -1L), (volume.LvSize, volume.SegCount, volume.LvMajor, volume.LvMinor));
        Assert.Equal($"{volume.LvKernelMajor}:{volume.LvKernelMinor}\n", fixture.Shell("dmsetup info -c --noheadings --separator : -o major,minor vg--one-lv--a"));
        Assert.Null(volume.SnapPercent);
        Assert.Null(volume.CopyPercent);
        Assert.Equal("", volume.Modules);
    }

    [Fact]
    public void A_snapshot_tells_how_full_it_is()
    {
        fixture.Shell("modprobe dm-snapshot; lvm lvcreate -q -s -n snap -L 4m vg-one/b");
        var snapshot = _guest.LvsFull().Single(v => v.LvName == "snap");
        Assert.Equal(("b", 0.0f, "snapshot"), (snapshot.Origin, snapshot.SnapPercent, snapshot.Modules));
        Assert.Empty(_guest.ListDmDevices());
        fixture.Shell("lvm lvremove -q -y vg-one/snap");
    }

    [Fact]
    public void Uuids_are_those_that_lvm_prints()
    {
        Assert.Equal(fixture.Shell("lvm pvs --noheadings -o pv_uuid /dev/sdd").Trim(), _guest.Pvuuid("/dev/sdd"));
        Assert.Equal(fixture.Shell("lvm vgs --noheadings -o vg_uuid vg-one").Trim(), _guest.Vguuid("vg-one"));
        Assert.Equal(fixture.Shell("lvm lvs --noheadings -o lv_uuid vg-one/b").Trim(), _guest.Lvuuid("/dev/vg-one/b"));
        Assert.Equal(Words("lvm pvs --noheadings -o pv_uuid"), _guest.Vgpvuuids("vg-one").Order());
        Assert.Equal(Words("lvm lvs --noheadings -o lv_uuid"), _guest.Vglvuuids("vg-one").Order());
    }

    [Fact]
    public void What_lvm_does_not_know_is_named()
    {
        Assert.Equal(("vguuid: lvm: Volume group \"nope\" not found; Cannot process volume group nope", Errno.ENOENT), Failures.Of(() => _guest.Vguuid("nope")));
        Assert.Contains("/dev/sdb", Failures.Of(() => _guest.Pvuuid("/dev/sdb")).Message);
        Assert.Equal(("lvuuid: /dev/sda: not a logical volume", Errno.EINVAL), Failures.Of(() => _guest.Lvuuid("/dev/sda")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Vgpvuuids("nope")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Vglvuuids("nope")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Vgmeta("nope")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.VgActivate(true, ["nope"])).Errno);
        Assert.Equal(("vguuid: '--help' cannot be the name of a volume group", Errno.EINVAL), Failures.Of(() => _guest.Vguuid("--help")));
    }

    [Fact]
    public void A_volume_has_a_canonical_name()
    {
        Assert.Equal("/dev/vg-one/lv-a", _guest.LvmCanonicalLvName("/dev/mapper/vg--one-lv--a"));
        Assert.Equal("/dev/vg-one/lv-a", _guest.LvmCanonicalLvName("/dev/vg-one/lv-a"));
        Assert.Equal(("lvm_canonical_lv_name: /dev/sda: not a logical volume", Errno.EINVAL), Failures.Of(() => _guest.LvmCanonicalLvName("/dev/sda")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LvmCanonicalLvName("/dev/vg-one/nope")).Errno);
        Assert.True(_guest.IsLv("/dev/vg-one/b"));
        Assert.True(_guest.IsLv("/dev/mapper/vg--one-b"));
        Assert.False(_guest.IsLv("/dev/sda1"));
        Assert.False(_guest.IsLv("btrfsvol:/dev/sdf/home"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.IsLv("/dev/vg-one/nope")).Errno);
    }

    [Fact]
    public void Metadata_is_what_vgcfgbackup_writes()
        => Assert.Contains("vg-one {", System.Text.Encoding.UTF8.GetString(_guest.Vgmeta("vg-one")));

    [Fact]
    public void Groups_are_deactivated_and_activated()
    {
        _guest.VgActivateAll(false);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mount("/dev/vg-one/lv-a", "/")).Errno);
        Assert.Equal(["/dev/vg-one/b", "/dev/vg-one/lv-a"], _guest.Lvs());
        Assert.Equal("unknown", _guest.ListFilesystems()["/dev/vg-one/lv-a"]);
        _guest.VgActivate(true, ["vg-one"]);
        _guest.Mount("/dev/vg-one/lv-a", "/");
        var (message, errno) = Failures.Of(() => _guest.VgActivateAll(false));
        Assert.Contains("vg-one/lv-a contains a filesystem in use", message);
        Assert.Equal(16, errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.LvmClearFilter()).Errno);
    }

    [Fact]
    public void A_filter_hides_devices_until_it_is_cleared()
    {
        _guest.LvmSetFilter(["/dev/sde"]);
        Assert.Equal(["/dev/sde"], _guest.Pvs());
        var missing = _guest.PvsFull().Single(v => v.PvName != "/dev/sde");
        Assert.Equal(("[unknown]", 0UL), (missing.PvName, missing.DevSize));
        Assert.Contains("partial", Failures.Of(() => _guest.VgActivateAll(true)).Message);
        Assert.Equal(2, _guest.Vgpvuuids("vg-one").Length);

        _guest.LvmSetFilter([]);
        Assert.Empty(_guest.Pvs());
        _guest.LvmClearFilter();
        Assert.Equal(["/dev/sdd", "/dev/sde"], _guest.Pvs());
        _guest.Mount("/dev/vg-one/lv-a", "/");
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LvmSetFilter(["/dev/sdq"])).Errno);
    }

    [Fact]
    public void A_scan_finds_what_appeared()
    {
        fixture.Shell("lvm vgchange -q -an vg-one");
        _guest.LvmScan(false);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.IsLv("/dev/vg-one/b")).Errno);
        _guest.LvmScan(true);
        Assert.True(_guest.IsLv("/dev/vg-one/b"));
#pragma warning disable CS0618
        _guest.Vgscan();
#pragma warning restore CS0618
    }

    private IEnumerable<string> Words(string command) => fixture.Shell(command).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order();
}
