using GuestCtl.Appliance.Tests.Storage;

#pragma warning disable CS0618 // The old functions work, too.

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class SwapTests(MakingFixture fixture) : IClassFixture<MakingFixture>
{
    private const string Uuid = "a3a61220-882b-4f61-89f4-cf24dcc7297d";

    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void A_swap_area_is_made_over_what_was_there()
    {
        fixture.Shell("printf 'label: gpt\\nstart=2048, size=4096\\n' | sfdisk -q --wipe never /dev/sdb");
        _guest.Mkswap("/dev/sdb", label: "-x", uuid: Uuid);
        Assert.Equal(("swap", "-x", Uuid), (_guest.VfsType("/dev/sdb"), _guest.VfsLabel("/dev/sdb"), _guest.VfsUuid("/dev/sdb")));
        Assert.Equal([], _guest.ListPartitions());
        _guest.MkswapL("LABEL", "/dev/sdb");
        Assert.Equal("LABEL", _guest.VfsLabel("/dev/sdb"));
        _guest.MkswapU(Uuid, "/dev/sdb");
        Assert.Equal(("", Uuid), (_guest.VfsLabel("/dev/sdb"), _guest.VfsUuid("/dev/sdb")));
        _guest.Mkswap("/dev/sdb");
        Assert.NotEqual(Uuid, _guest.VfsUuid("/dev/sdb"));
    }

    [Fact]
    public void What_a_swap_area_cannot_have_is_refused()
    {
        Assert.Equal(("mkswap: 0123456789abcdefg: a label of a swap area has at most 16 bytes, and this one has 17", Errno.EINVAL), Failures.Of(() => _guest.Mkswap("/dev/sdb", label: "0123456789abcdefg")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MkswapL("0123456789abcdefg", "/dev/sdb")).Errno);
        Assert.Contains("parsing UUID failed", Failures.Of(() => _guest.Mkswap("/dev/sdb", uuid: "-x")).Message);
        Assert.Contains("parsing UUID failed", Failures.Of(() => _guest.MkswapU("", "/dev/sdb")).Message);
    }

    [Fact]
    public void A_file_becomes_a_swap_area()
    {
        _guest.Mkfs("ext4", "/dev/sda");
        _guest.Mount("/dev/sda", "/");
        _guest.Fallocate64("/swap", 1 << 20);
        _guest.LnS("/swap", "/link");
        _guest.MkswapFile("/link");
        Assert.Contains("swap file", _guest.File("/swap"));
        _guest.Write("/short", new byte[4096]);
        Assert.Contains("at least 40 KiB", Failures.Of(() => _guest.MkswapFile("/short")).Message);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MkswapFile("/none")).Errno);
        Assert.Equal(Errno.EISDIR, Failures.Of(() => _guest.MkswapFile("/")).Errno);
    }

    [Fact]
    public void The_appliance_swaps_to_a_device_by_its_name_label_or_UUID()
    {
        _guest.Mkswap("/dev/sdb", label: "SWAP", uuid: Uuid);
        foreach (var (on, off) in ((Action, Action)[])[
            (() => _guest.SwaponDevice("/dev/sdb"), () => _guest.SwapoffDevice("/dev/sdb")),
            (() => _guest.SwaponLabel("SWAP"), () => _guest.SwapoffLabel("SWAP")),
            (() => _guest.SwaponUuid(Uuid), () => _guest.SwapoffUuid(Uuid))])
        {
            on();
            Assert.Contains("/dev/sdb", fixture.Shell("cat /proc/swaps"));
            Assert.Equal(Errno.EBUSY, Failures.Of(on).Errno);
            off();
            Assert.DoesNotContain("/dev/sdb", fixture.Shell("cat /proc/swaps"));
            Assert.Equal(Errno.EINVAL, Failures.Of(off).Errno);
        }
    }

    [Fact]
    public void Swapping_to_what_is_no_swap_area_is_refused()
    {
        _guest.Mkfs("ext2", "/dev/sdb", label: "LABEL");
        Assert.Equal(("swapon_device: /dev/sdb: there is no swap area on it (make one with mkswap), or it is a file with holes", Errno.EINVAL), Failures.Of(() => _guest.SwaponDevice("/dev/sdb")));
        Assert.Equal(("swapoff_device: /dev/sdb: there is no swapping to it", Errno.EINVAL), Failures.Of(() => _guest.SwapoffDevice("/dev/sdb")));
        Assert.Equal(("swapon_label: no device has a swap area with LABEL=LABEL", Errno.ENOENT), Failures.Of(() => _guest.SwaponLabel("LABEL")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SwapoffLabel("-a")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SwaponUuid("")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SwapoffUuid("none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SwaponDevice("/dev/sdq")).Errno);
    }

    [Fact]
    public void A_swap_file_keeps_its_file_system_in_use_but_not_from_a_shutdown()
    {
        _guest.Mkfs("ext4", "/dev/sda");
        _guest.Mount("/dev/sda", "/");
        _guest.Fallocate64("/swap file", 1 << 20);
        _guest.MkswapFile("/swap file");
        _guest.SwaponFile("/swap file");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.SwaponFile("/swap file")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.UmountAll()).Errno);
        _guest.SwapoffFile("/swap file");
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.SwapoffFile("/swap file")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SwaponFile("/none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.SwapoffFile("/none")).Errno);

        _guest.SwaponFile("/swap file");
        _guest.Shutdown();
        _guest.Launch();
        Assert.DoesNotContain("needs_recovery", _guest.Tune2fsL("/dev/sda")["Filesystem features"]);
    }
}
