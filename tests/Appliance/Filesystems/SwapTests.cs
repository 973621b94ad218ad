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
        Assert.Equal(("mkswap: 0123456789abcdefg: a label of a swap area has at most 16 bytes, and this one has 17", 22), Failures.Of(() => _guest.Mkswap("/dev/sdb", label: "0123456789abcdefg")));
        Assert.Equal(22, Failures.Of(() => _guest.MkswapL("0123456789abcdefg", "/dev/sdb")).Errno);
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
        Assert.Equal(2, Failures.Of(() => _guest.MkswapFile("/none")).Errno);
        Assert.Equal(21, Failures.Of(() => _guest.MkswapFile("/")).Errno);
    }
}
