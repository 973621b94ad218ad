namespace GuestCtl.Cli.Shell.Disks;

/// <summary>A kind of disk that -N makes.</summary>
/// <param name="Name">Its name after -N.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Description">The same, in sentences.</param>
/// <param name="Parameters">What can follow the name, each after a ':'.</param>
/// <param name="Steps">How the disk is filled once the appliance runs.</param>
internal sealed record PreparedDiskType(
    string Name, string Summary, string Description, IReadOnlyList<PreparedDiskParameter> Parameters, Func<PreparedDiskPlan, IEnumerable<PreparedDiskStep>> Steps)
{
    private static readonly PreparedDiskParameter Size = new("size", "1G", "the size of the disk image");
    private static readonly PreparedDiskParameter Table = new("partition", "mbr", "partition table type");
    private static readonly PreparedDiskParameter FileSystem = new("filesystem", "ext2", "the type of filesystem to use");
    private static readonly PreparedDiskParameter Volume = new("name", "/dev/VG/LV", "the name of the VG and LV to use");
    private static readonly PreparedDiskParameter Boot = new("bootfs", "ext2", "the type of filesystem to use for boot");
    private static readonly PreparedDiskParameter Root = new("rootfs", "ext2", "the type of filesystem to use for root");
    private static readonly PreparedDiskParameter BootSize = new("bootsize", "128M", "the size of the boot filesystem");

    public static IReadOnlyList<PreparedDiskType> All { get; } =
    [
        new("disk", "create a blank disk", "An empty disk.", [Size], static _ => []),
        new("part", "create a partitioned disk", "A disk with one partition, which takes nearly all of it.", [Size, Table], PreparedDiskSteps.Partition),
        new("fs", "create a filesystem", "A disk with one partition, and an empty file system in it.", [FileSystem, Size, Table],
            static plan => [.. PreparedDiskSteps.Partition(plan), PreparedDiskSteps.MakeFileSystem(plan["filesystem"], plan.Device + "1")]),
        new("lv", "create a disk with logical volume", "A disk with one partition, in which one logical volume takes all of its volume group. It is empty: see lvfs.",
            [Volume, Size, Table], static plan => [.. PreparedDiskSteps.Partition(plan), .. PreparedDiskSteps.LogicalVolume(plan, plan.Device + "1")]),
        new("lvfs", "create a disk with logical volume and filesystem", "As lv, with an empty file system in the logical volume.", [Volume, FileSystem, Size, Table],
            static plan =>
            [
                .. PreparedDiskSteps.Partition(plan), .. PreparedDiskSteps.LogicalVolume(plan, plan.Device + "1"),
                PreparedDiskSteps.MakeFileSystem(plan["filesystem"], plan["name"]),
            ]),
        new("bootroot", "create a boot and root filesystem", "A disk with two partitions, and an empty file system in each.", [Boot, Root, Size, BootSize, Table],
            static plan =>
            [
                .. PreparedDiskSteps.TwoPartitions(plan), PreparedDiskSteps.MakeFileSystem(plan["bootfs"], plan.Device + "1"),
                PreparedDiskSteps.MakeFileSystem(plan["rootfs"], plan.Device + "2"),
            ]),
        new("bootrootlv", "create a boot and root filesystem using LVM", "As bootroot, with the root file system in a logical volume.",
            [Volume with { Description = "the name of the VG and LV for root" }, Boot, Root, Size, BootSize, Table],
            static plan =>
            [
                .. PreparedDiskSteps.TwoPartitions(plan), PreparedDiskSteps.MakeFileSystem(plan["bootfs"], plan.Device + "1"),
                .. PreparedDiskSteps.LogicalVolume(plan, plan.Device + "2"), PreparedDiskSteps.MakeFileSystem(plan["rootfs"], plan["name"]),
            ]),
    ];
}
