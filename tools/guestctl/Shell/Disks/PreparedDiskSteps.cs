using System.Globalization;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Disks;

/// <summary>The commands that fill prepared disks.</summary>
internal static class PreparedDiskSteps
{
    private const string WrongName = "incorrect format for LV name, use '/dev/VG/LV'";
    private const int SectorSize = 512;

    // Partitions begin here and end as far before the end of the disk, which is room for a GPT and keeps them aligned.
    private const int Margin = 64;

    public static IEnumerable<PreparedDiskStep> Partition(PreparedDiskPlan plan)
        => [new("failed to partition disk", ["part-disk", plan.Device, plan["partition"]])];

    public static PreparedDiskStep MakeFileSystem(string type, string device)
        => new($"failed to create filesystem ({type})", ["mkfs", type, device]);

    public static IEnumerable<PreparedDiskStep> TwoPartitions(PreparedDiskPlan plan)
    {
        var boot = IntegerSyntax.Parse(plan["bootsize"], out ulong size) == IntegerFault.None
            ? (long)size / SectorSize
            : throw new ShellSyntaxException($"could not parse boot size: {plan["bootsize"]}");
        return
        [
            new("failed to partition disk", ["part-init", plan.Device, plan["partition"]]),
            new("failed to add boot partition", ["part-add", plan.Device, "primary", Sector(Margin), Sector(Margin + boot - 1)]),
            new("failed to add root partition", ["part-add", plan.Device, "primary", Sector(Margin + boot), $"-{Margin}"]),
        ];

        static string Sector(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    public static IEnumerable<PreparedDiskStep> LogicalVolume(PreparedDiskPlan plan, string partition)
    {
        if (plan["name"].Split('/') is not ["", "dev", { Length: > 0 } group, { Length: > 0 } volume])
        {
            throw new ShellSyntaxException(WrongName);
        }

        return
        [
            new($"failed to create PV: {partition}", ["pvcreate", partition]),
            new($"failed to create VG: {group}", ["vgcreate", group, partition]),
            new($"failed to create LV: /dev/{group}/{volume}", ["lvcreate-free", volume, group, "100"]),
        ];
    }
}
