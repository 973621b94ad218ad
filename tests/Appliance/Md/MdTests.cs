using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Md;

/// <summary>Arrays on five drives of 16 MiB.</summary>
public sealed class ArrayDrivesFixture : GuestFixture
{
    /// <summary>Stops and wipes what a test has left.</summary>
    public GuestFs Clean()
    {
        Guest.UmountAll();
        Shell("for m in /dev/md[0-9]*; do [ ! -b $m ] || mdadm -q --stop $m; done; for d in a b c d e; do wipefs -aq /dev/sd$d; done");
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        for (var i = 0; i < 5; i++)
        {
            Guest.AddDriveScratch(16 << 20);
        }
    }
}

public sealed class MdTests(ArrayDrivesFixture fixture) : IClassFixture<ArrayDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Clean();

    [Fact]
    public void A_mirror_is_made_used_and_stopped()
    {
        Assert.Empty(_guest.ListMdDevices());
        _guest.MdCreate("pair", ["/dev/sda", "/dev/sdb"]);
        var array = Assert.Single(_guest.ListMdDevices());
        Assert.Equal("/dev/md127", array);
        var detail = _guest.MdDetail(array);
        Assert.Equal(("raid1", "2", "1.2"), (detail["level"], detail["devices"], detail["metadata"]));
        Assert.EndsWith("pair", detail["name"]);
        Assert.Matches("^[0-9a-f]{8}(:[0-9a-f]{8}){3}$", detail["uuid"]);
        Assert.Equal([("/dev/sda", 0, ""), ("/dev/sdb", 1, "")], _guest.MdStat(array).Select(d => (d.Device, d.Index, d.Flags)).Order());

        fixture.Shell($"mkfs.ext2 -q {array}");
        _guest.Mount(array, "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.MdStop(array)).Errno);
        _guest.UmountAll();
        _guest.MdStop("/dev/md/pair");
        Assert.Empty(_guest.ListMdDevices());
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MdStop(array)).Errno);
    }

    [Fact]
    public void Levels_places_and_chunks_are_as_wanted()
    {
        _guest.MdCreate("/dev/md/five", ["/dev/sda", "/dev/sdb", "/dev/sdc", "/dev/sdd"], level: "5", nrDevices: 3, spare: 1, chunk: 65536);
        Assert.Equal("raid5", _guest.MdDetail("/dev/md127")["level"]);
        Assert.Equal("3", _guest.MdDetail("/dev/md127")["devices"]);
        Assert.Contains("64K", fixture.Shell("mdadm --detail /dev/md127 | grep 'Chunk Size'"));
        _guest.MdStop("/dev/md127");
        fixture.Clean();

        _guest.MdCreate("half", ["/dev/sde"], missingBitmap: 1);
        Assert.Equal([("/dev/sde", 1, "")], _guest.MdStat("/dev/md127").Select(d => (d.Device, d.Index, d.Flags)));
        fixture.Shell("mdadm -q --add /dev/md127 /dev/sdd; mdadm -q --wait /dev/md127; mdadm -q --fail /dev/md127 /dev/sdd");
        Assert.Contains(("/dev/sdd", "F"), _guest.MdStat("/dev/md127").Select(d => (d.Device, d.Flags)));
    }

    [Fact]
    public void What_cannot_be_an_array_is_refused()
    {
        string[] two = ["/dev/sda", "/dev/sdb"];
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdCreate("x", two, level: "nonsense")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdCreate("x", two, level: "--help")).Errno);
        Assert.Equal(
            ("md_create: 3 devices in use and 0 in reserve make 3, but there are 2 with the missing ones", Errno.EINVAL), Failures.Of(() => _guest.MdCreate("x", two, nrDevices: 3)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdCreate("x", two, spare: 1)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdCreate("x", two, missingBitmap: 1L << 40)).Errno);
        Assert.Equal(("md_create: a chunk of 1000 bytes cannot be: the size is a multiple of 1024", Errno.EINVAL), Failures.Of(() => _guest.MdCreate("x", two, chunk: 1000, level: "0")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdCreate("x", [])).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MdCreate("x", ["/dev/sda", "/dev/sdz"])).Errno);
        foreach (var name in new[] { "", "-x", "a/b", "two words", new string('x', 33) })
        {
            Assert.Equal(($"md_create: '{name}' cannot be the name of an array: it has up to 32 letters, digits, dots and dashes", Errno.EINVAL), Failures.Of(() => _guest.MdCreate(name, two)));
        }

        fixture.Shell("mkfs.ext2 -q /dev/sda");
        _guest.Mount("/dev/sda", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.MdCreate("x", two)).Errno);
        Assert.Empty(_guest.ListMdDevices());
    }

    [Fact]
    public void What_is_no_array_is_refused()
    {
        Assert.Equal(("md_detail: /dev/sda: is not an MD array", Errno.EINVAL), Failures.Of(() => _guest.MdDetail("/dev/sda")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdStat("/dev/sda")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MdStop("/dev/sda")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MdDetail("/dev/md127")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.MdStat("/dev/md127")).Errno);
    }
}
