using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Tests.Filesystems;

public sealed class XfsGeometryTests
{
    // What xfsprogs 6.13 prints.
    private const string Output = """
        meta-data=/dev/a=b               isize=512    agcount=4, agsize=20480 blks
                 =                       sectsz=512   attr=2, projid32bit=1
                 =                       crc=1        finobt=1, sparse=1, rmapbt=1
        data     =                       bsize=4096   blocks=81920, imaxpct=25
                 =                       sunit=0      swidth=0 blks
        naming   =version 2              bsize=8192   ascii-ci=0, ftype=1, parent=0
        log      =internal log           bsize=1024   blocks=16384, version=2
                 =                       sectsz=512   sunit=1 blks, lazy-count=1
        realtime =none                   extsz=4096   blocks=0, rtextents=0
        """;

    [Fact]
    public void Each_value_has_the_name_of_its_section()
    {
        var values = XfsGeometry.Parse(Output).Values;
        Assert.Equal("/dev/a=b", values["meta-data"]);
        Assert.Equal("20480", values["meta-data.agsize"]);
        Assert.Equal("1", values["meta-data.crc"]);
        Assert.Equal("81920", values["data.blocks"]);
        Assert.Equal("16384", values["log.blocks"]);
        Assert.Equal("internal log", values["log"]);
        Assert.DoesNotContain("data", values.Keys);
    }

    [Fact]
    public void The_structure_has_them_in_its_fields()
    {
        var info = XfsGeometry.Parse(Output).ToReply();
        Assert.Equal("/dev/a=b", GuestText.Decode(info.XfsMntpoint));
        Assert.Equal((512U, 4U, 20480U, 512U, 2U), (info.XfsInodesize, info.XfsAgcount, info.XfsAgsize, info.XfsSectsize, info.XfsAttr));
        Assert.Equal((4096U, 81920UL, 25U, 0U, 0U), (info.XfsBlocksize, info.XfsDatablocks, info.XfsImaxpct, info.XfsSunit, info.XfsSwidth));
        Assert.Equal((2U, 8192U, 0U), (info.XfsDirversion, info.XfsDirblocksize, info.XfsCimode));
        Assert.Equal("internal", GuestText.Decode(info.XfsLogname));
        Assert.Equal((1024U, 16384U, 2U, 512U, 1U, 1U), (info.XfsLogblocksize, info.XfsLogblocks, info.XfsLogversion, info.XfsLogsectsize, info.XfsLogsunit, info.XfsLazycount));
        Assert.Equal("none", GuestText.Decode(info.XfsRtname));
        Assert.Equal((4096U, 0UL, 0UL), (info.XfsRtextsize, info.XfsRtblocks, info.XfsRtextents));
    }

    [Fact]
    public void What_is_not_there_is_unknown()
    {
        var geometry = XfsGeometry.Parse("nothing of that kind\n");
        Assert.Empty(geometry.Values);
        Assert.Null(geometry.Bytes);
        Assert.Equal((uint.MaxValue, ulong.MaxValue, ""), (geometry.ToReply().XfsAgcount, geometry.ToReply().XfsDatablocks, GuestText.Decode(geometry.ToReply().XfsRtname)));
        Assert.Equal(81920L * 4096, XfsGeometry.Parse(Output).Bytes);
    }
}
