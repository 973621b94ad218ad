using GuestCtl.Daemon.Services.Btrfs;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Tests.Btrfs;

public sealed class BtrfsOutputTests
{
    [Fact]
    public void Subvolumes_have_numbers_and_a_path()
    {
        var volumes = BtrfsOutput.Subvolumes("ID 256 gen 7 top level 5 path home\nID 300 gen 12 top level 256 path home/a b\n").ToList();
        Assert.Equal([(256UL, 5UL, "home"), (300UL, 256UL, "home/a b")],
            volumes.Select(v => (v.BtrfssubvolumeId, v.BtrfssubvolumeTopLevelId, GuestText.Decode(v.BtrfssubvolumePath))));
        Assert.Empty(BtrfsOutput.Subvolumes(""));
        Assert.Equal(5, BtrfsOutput.DefaultSubvolume("ID 5 (FS_TREE)\n"));
        Assert.Throws<OperationFailedException>(() => BtrfsOutput.DefaultSubvolume("nothing"));
    }

    [Fact]
    public void Properties_are_below_the_path_and_snapshots_below_their_key()
    {
        var values = BtrfsOutput.Properties(
            "d/v\n\tName: \t\t\tv\n\tUUID: \t\t\tabc-def\n\tCreation time: \t\t2026-01-02 03:04:05 +0000\n\tFlags: \t\t\t-\n"
            + "\tSnapshot(s):\n\t\t\t\tsnaps/a: b\n\t\t\t\tsnaps/c\n\tQuota group:\t\t0/256\n\t  Limit referenced:\t-\n");
        Assert.Equal(("d/v", "v"), (values["path"], values["Name"]));
        Assert.Equal("2026-01-02 03:04:05 +0000", values["Creation time"]);
        Assert.Equal("snaps/a: b,snaps/c", values["Snapshot(s)"]);
        Assert.Equal("0/256", values["Quota group"]);
        Assert.Equal(("", ""), (values["Limit referenced"], values["Flags"]));
    }

    [Fact]
    public void Quota_groups_are_read_below_their_header()
    {
        var group = Assert.Single(BtrfsOutput.Groups("Qgroupid    Referenced    Exclusive   Path \n--------    ----------    ---------   ---- \n0/5              16384        8192   <toplevel>\n"));
        Assert.Equal(("0/5", 16384UL, 8192UL), (GuestText.Decode(group.BtrfsqgroupId), group.BtrfsqgroupRfer, group.BtrfsqgroupExcl));
    }

    [Theory]
    [InlineData("No balance found on '/x'\n", "none", 0UL, 0UL, 0UL, 0UL)]
    [InlineData("Balance on '/x' is running\n3 out of about 8 chunks balanced (4 considered),  62% left\n", "running", 8UL, 3UL, 4UL, 62UL)]
    [InlineData("Balance on '/x' is paused\n0 out of about 1 chunks balanced (1 considered), 100% left\n", "paused", 1UL, 0UL, 1UL, 100UL)]
    public void A_balance_has_a_status(string output, string status, ulong total, ulong balanced, ulong considered, ulong left)
    {
        var balance = BtrfsOutput.Balance(output);
        Assert.Equal(
            (status, total, balanced, considered, left),
            (GuestText.Decode(balance.BtrfsbalanceStatus), balance.BtrfsbalanceTotal, balance.BtrfsbalanceBalanced, balance.BtrfsbalanceConsidered, balance.BtrfsbalanceLeft));
    }

    [Fact]
    public void A_scrub_has_counters()
    {
        var scrub = BtrfsOutput.Scrub("UUID: 1\nStatus: finished\n\tdata_extents_scrubbed: 16\n\ttree_bytes_scrubbed: 262144\n\tcsum_errors: 1\n\tlast_physical: 99\n");
        Assert.Equal((16UL, 262144UL, 1UL, 99UL, 0UL), (scrub.BtrfsscrubDataExtentsScrubbed, scrub.BtrfsscrubTreeBytesScrubbed, scrub.BtrfsscrubCsumErrors, scrub.BtrfsscrubLastPhysical, scrub.BtrfsscrubReadErrors));
    }

    [Fact]
    public void Devices_are_listed_and_missing_ones_noticed()
    {
        const string both = "Label: none  uuid: x\n\tTotal devices 2 FS bytes used 144.00KiB\n\tdevid    1 size 1.00GiB used 126.38MiB path /dev/sda\n\tdevid    2 size 1.00GiB used 0.00B path /dev/vg/lv\n";
        Assert.Equal(["/dev/sda", "/dev/vg/lv"], BtrfsOutput.Devices(both).Devices);
        Assert.True(BtrfsOutput.Devices(both).IsComplete);
        Assert.False(BtrfsOutput.Devices(both + "\t*** Some devices missing\n").IsComplete);
    }
}
