using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using static GuestCtl.Daemon.Volumes.LvmReport;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>All that LVM's reports have about volumes.</summary>
internal sealed partial class LvmService
{
    private const string PvFields =
        "pv_name,pv_uuid,pv_fmt,pv_size,dev_size,pv_free,pv_used,pv_attr,pv_pe_count,pv_pe_alloc_count,pv_tags,pe_start,pv_mda_count,pv_mda_free";

    private const string VgFields =
        "vg_name,vg_uuid,vg_fmt,vg_attr,vg_size,vg_free,vg_sysid,vg_extent_size,vg_extent_count,vg_free_count,max_lv,max_pv,pv_count,lv_count,"
        + "snap_count,vg_seqno,vg_tags,vg_mda_count,vg_mda_free";

    private const string LvFields =
        "lv_name,lv_uuid,lv_attr,lv_major,lv_minor,lv_kernel_major,lv_kernel_minor,lv_size,seg_count,origin,snap_percent,copy_percent,"
        + "move_pv,lv_tags,mirror_log,modules";

    public override async Task<LvmPvList> PvsFull(NoArguments request, ServerCallContext context)
        => new() { Values = { (await AskAsync("pvs", PvFields, context.CancellationToken)).Select(Pv) } };

    public override async Task<LvmVgList> VgsFull(NoArguments request, ServerCallContext context)
        => new() { Values = { (await AskAsync("vgs", VgFields, context.CancellationToken)).Select(Vg) } };

    public override async Task<LvmLvList> LvsFull(NoArguments request, ServerCallContext context)
        => new() { Values = { (await AskAsync("lvs", LvFields, context.CancellationToken)).Select(Lv) } };

    private static LvmPv Pv(string[] row) => new()
    {
        PvName = row[0].ToGuestBytes(),
        PvUuid = Uuid(row[1]).ToGuestBytes(),
        PvFmt = row[2].ToGuestBytes(),
        PvSize = Size(row[3]),
        DevSize = Size(row[4]),
        PvFree = Size(row[5]),
        PvUsed = Size(row[6]),
        PvAttr = row[7].ToGuestBytes(),
        PvPeCount = Number(row[8]),
        PvPeAllocCount = Number(row[9]),
        PvTags = row[10].ToGuestBytes(),
        PeStart = Size(row[11]),
        PvMdaCount = Number(row[12]),
        PvMdaFree = Size(row[13]),
    };

    private static LvmVg Vg(string[] row) => new()
    {
        VgName = row[0].ToGuestBytes(),
        VgUuid = Uuid(row[1]).ToGuestBytes(),
        VgFmt = row[2].ToGuestBytes(),
        VgAttr = row[3].ToGuestBytes(),
        VgSize = Size(row[4]),
        VgFree = Size(row[5]),
        VgSysid = row[6].ToGuestBytes(),
        VgExtentSize = Size(row[7]),
        VgExtentCount = Number(row[8]),
        VgFreeCount = Number(row[9]),
        MaxLv = Number(row[10]),
        MaxPv = Number(row[11]),
        PvCount = Number(row[12]),
        LvCount = Number(row[13]),
        SnapCount = Number(row[14]),
        VgSeqno = Number(row[15]),
        VgTags = row[16].ToGuestBytes(),
        VgMdaCount = Number(row[17]),
        VgMdaFree = Size(row[18]),
    };

    private static LvmLv Lv(string[] row)
    {
        var volume = new LvmLv
        {
            LvName = row[0].ToGuestBytes(),
            LvUuid = Uuid(row[1]).ToGuestBytes(),
            LvAttr = row[2].ToGuestBytes(),
            LvMajor = Number(row[3]),
            LvMinor = Number(row[4]),
            LvKernelMajor = Number(row[5]),
            LvKernelMinor = Number(row[6]),
            LvSize = Size(row[7]),
            SegCount = Number(row[8]),
            Origin = row[9].ToGuestBytes(),
            MovePv = row[12].ToGuestBytes(),
            LvTags = row[13].ToGuestBytes(),
            MirrorLog = row[14].ToGuestBytes(),
            Modules = row[15].ToGuestBytes(),
        };
        if (Percent(row[10]) is { } snapshot)
        {
            volume.SnapPercent = snapshot;
        }

        if (Percent(row[11]) is { } copy)
        {
            volume.CopyPercent = copy;
        }

        return volume;
    }
}
