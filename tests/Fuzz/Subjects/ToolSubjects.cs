using System.Text;
using GuestCtl.Daemon.Services.Btrfs;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Services.Inspection;
using GuestCtl.Daemon.Services.Md;
using GuestCtl.Daemon.Services.Partitions;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Fuzz.Engine;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>What tools print of a drive: names and labels in it are the drive's.</summary>
internal static class ToolSubjects
{
    private const string Sfdisk = """{"partitiontable":{"label":"gpt","id":"A-B","device":"/dev/sda","unit":"sectors","sectorsize":512,"partitions":[{"node":"/dev/sda1","start":2048,"size":100,"type":"83","uuid":"x","name":"a","attrs":"LegacyBIOSBootable","bootable":true}]}}""";
    private const string Lvm = """{"report":[{"lv":[{"lv_name":"root","vg_name":"g","lv_size":"100"}]}],"log":[{"log_type":"error","log_message":"x"}]}""";

    private static readonly string[] Printed =
    [
        "BYT;\n/dev/sda:104857600B:scsi:512:512:mac:QEMU HARDDISK:;\n1:512B:32767B:32256B::Apple:;\n",
        "DEVNAME=/dev/sda1\nLABEL=a\\ b\nTYPE=ext4\n\nDEVNAME=/dev/sdb\nTYPE=xfs\n",
        "meta-data=/dev/sda isize=512 agcount=4, agsize=6400 blks\n         =      sectsz=512   attr=2\ndata     =      bsize=4096 blocks=25600, imaxpct=25\n",
        "ID 256 gen 7 top level 5 path home\nID 257 gen 9 top level 5 path a path b\n",
        "0/5          16.00KiB 16.00KiB\n0/256 16384 16384\n", "\tdata_extents_scrubbed: 12\n\tlast_physical: 99\n",
        "Balance on '/x' is running\n3 out of about 8 chunks balanced (4 considered), 62% left\n",
        "x\n\tName: \t\t\troot\n\tUUID: \t\t\t-\n\tSnapshot(s):\n\t\t\t\ta\n\t\t\t\tb\n", "Label: none\n\tdevid    1 size 1.00GiB used 1MiB path /dev/sda\n\t*** missing\n",
        "md127 : active raid1 sdb1[1] sda1[0](W)(F)\n", "36 35 98:0 /a\\040b /sysroot/c rw,noatime master:1 - ext3 /dev/root rw\n",
        "Filesystem volume name:   <none>\nLast mounted on: /\nInode count:  10\n",
    ];

    public static FuzzSubject Tables() => new ParserSubject(
        "tool-tables", [Encoding.UTF8.GetBytes(Sfdisk), Encoding.UTF8.GetBytes(Lvm)], ["{", "[", "\"", "-1", "1e99", "null", "\\ud800", "18446744073709551615", "\"start\":", "\"report\""], ReadTables);

    public static FuzzSubject Lines() => new ParserSubject(
        "tool-lines", [.. Printed.Select(Encoding.UTF8.GetBytes)], ["\n", ":", "=", "BYT;\n", "DEVNAME=", "ID 99999999999999999999", "99999999999999999999", " path ", "[4294967296]", "\t", "md127 : "], ReadLines);

    public static FuzzSubject Iso() => new ParserSubject("iso", [Volume()], ["CD001", "2023013112000000", "9999123123595999", "0000000000000000"], ReadVolume);

    private static string ReadTables(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var table = Refusals.Of(() => PartitionTable.Parse(input) is { } parsed
            ? $"{parsed.PartedLabel.Length} {Math.Min(parsed.Partitions.Count, 4)} {parsed.Partitions.Any(entry => entry.HasBootFlag(parsed.Label))} {string.Join(' ', parsed.Partitions.Take(4).Select(entry => entry.Role(parsed.Label)))}"
            : "");
        var report = Refusals.Of(() => $"{Math.Min(LvmReport.Parse(text).Count, 4)}");
        return $"{table} {report} {Math.Min(LvmReport.Messages(text).Count(), 4)}";
    }

    private static string ReadLines(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        string[] all =
        [
            $"{Math.Min(PartedOutput.Parse(text)?.Partitions.Count ?? -1, 4)} {Math.Min(BlkidTool.Parse(text).Count, 4)}",
            $"{Math.Min(Superblock.Parse(text).Count(), 4)} {XfsGeometry.Parse(text).Bytes > 0} {XfsGeometry.Parse(text).ToReply().CalculateSize() > 0}",
            $"{Math.Min(BtrfsSubvolumes.Parse(text, text).Count, 4)} {Math.Min(Snapshots.Parse(text).Count, 4)} {MountEntry.Parse(input)?.GuestTarget is null}",
            Refusals.Of(() => $"{Math.Min(MdStatus.DevicesOf(text, "md127").Count(), 4)}"),
            Refusals.Of(() => $"{Math.Min(BtrfsOutput.Subvolumes(text).Count(), 4)} {Math.Min(BtrfsOutput.Groups(text).Count(), 4)}"),
            Refusals.Of(() => $"{BtrfsOutput.DefaultSubvolume(text) > 0}"),
            Refusals.Of(() => $"{Math.Min(BtrfsOutput.Properties(text).Count, 4)} {Math.Min(BtrfsOutput.Devices(text).Devices.Count, 4)}"),
            Refusals.Of(() => $"{BtrfsOutput.Balance(text).BtrfsbalanceLeft > 0}"),
            Refusals.Of(() => $"{BtrfsOutput.Scrub(text).CalculateSize() > 0}"),
        ];
        return string.Join('|', all);
    }

    private static string ReadVolume(byte[] input)
    {
        // The caller reads one whole descriptor or none.
        var descriptor = new byte[IsoVolumeDescriptor.Size];
        input.AsSpan(0, Math.Min(input.Length, descriptor.Length)).CopyTo(descriptor);
        var info = IsoVolumeDescriptor.Parse(descriptor);
        return $"{IsoVolumeDescriptor.IsPrimary(descriptor)} {info.IsoVolumeCreationT >= 0} {info.IsoVolumeExpirationT >= 0}";
    }

    private static byte[] Volume()
    {
        var descriptor = new byte[IsoVolumeDescriptor.Size];
        "\u0001CD001\u0001"u8.CopyTo(descriptor);
        "LINUX"u8.CopyTo(descriptor.AsSpan(8));
        foreach (var at in new[] { 813, 830, 847, 864 })
        {
            "2023013112000000\u0004"u8.CopyTo(descriptor.AsSpan(at));
        }

        return descriptor;
    }
}
