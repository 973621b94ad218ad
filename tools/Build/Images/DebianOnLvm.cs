using System.Text.Json.Nodes;

namespace GuestCtl.Build.Images;

/// <summary>
/// The LVM test image: MBR, ext4 /boot, root, swap and home in a volume group, qcow2. LVM's tools want block devices,
/// which only root has; so they run in the appliance, on the image.
/// </summary>
internal static class DebianOnLvm
{
    public const string FileName = "debian-lvm.qcow2";

    /// <summary>Raise it with every change of the content, so that images made before are made anew.</summary>
    public const int Recipe = 2;

    private const string Hostname = "demo-lvm";
    private const long MiB = 1 << 20;

    private static readonly (string Name, long SizeMiB)[] Volumes = [("root", 768), ("swap", 64), ("home", 64)];

    public static PartitionTable Table { get; } = new("dos", "0x67c71001",
    [
        new("boot", 64, "83", Bootable: true),
        new("pv", 959, "8e"),
    ]);

    private static readonly Filesystem Boot = new("/dev/sda1", "ext4", "7a9e4c21-03d5-4f86-8e6a-5b1c2d3e4f00", "lvm-boot", "/boot");

    public static IReadOnlyList<Filesystem> Filesystems { get; } =
    [
        new("/dev/debian/root", "ext4", "7a9e4c21-03d5-4f86-8e6a-5b1c2d3e4f01", "lvm-root", "/"),
        Boot,
        new("/dev/debian/home", "ext4", "7a9e4c21-03d5-4f86-8e6a-5b1c2d3e4f02", "lvm-home", "/home"),
        new("/dev/debian/swap", "swap", "7a9e4c21-03d5-4f86-8e6a-5b1c2d3e4f03", "lvm-swap", "none"),
    ];

    /// <summary>Makes the group, activates nothing, and tells where the volumes came to lie.</summary>
    public static string MakeGroup { get; } = $"{{ {string.Join(" && ", Steps)}; }} >/run/said 2>&1 || {{ cat /run/said; exit 1; }}; {VolumeGroup.Report}";

    private static IEnumerable<string> Steps =>
    [
        "lvm pvcreate -q /dev/sda2",
        "lvm vgcreate -q debian /dev/sda2",
        .. Volumes.Select(volume => $"lvm lvcreate -q -y -an -Zn -Wn -L {volume.SizeMiB}m -n {volume.Name} debian"),
    ];

    public static async Task CreateAsync(string image, string archive, string work, string guestctl, CancellationToken cancellation)
    {
        var fakeRoot = new FakeRoot(Path.Combine(work, "owners"));
        var tree = new DebianTree(Path.Combine(work, "tree"), GuestSettings.Of(Hostname, Filesystems), fakeRoot);
        await tree.UnpackAsync(archive, cancellation);
        var boot = await tree.SplitOffAsync("/boot", cancellation);
        var home = await tree.SplitOffAsync("/home", cancellation);

        var disk = Path.Combine(work, "debian-lvm.img");
        await Table.CreateAsync(disk, cancellation);
        var group = VolumeGroup.Parse(await new ApplianceShell(guestctl, disk).RunAsync(MakeGroup, cancellation));

        await PutAsync(Boot, boot, Table.SizeOf("boot"), Table.OffsetOf("boot"));
        foreach (var (name, sizeMiB) in Volumes)
        {
            var filesystem = Filesystems.Single(candidate => candidate.Device == $"/dev/debian/{name}");
            var content = name switch { "root" => tree.Directory, "home" => home, _ => null };
            await PutAsync(filesystem, content, sizeMiB * MiB, Table.OffsetOf("pv") + group.OffsetOf(name));
        }

        var facts = new JsonObject
        {
            ["virtualSize"] = Table.TotalBytes,
            ["partitionTable"] = await PartitionTable.ReadAsync(disk, cancellation),
            ["volumeGroup"] = group.ToJson(),
        };
        var converted = Path.Combine(work, FileName);
        await Tool.RunAsync("qemu-img", ["convert", "-f", "raw", "-O", "qcow2", disk, converted], cancellation);
        File.Move(converted, image, overwrite: true);
        await new GroundTruth(image).WriteAsync(Recipe, tree, archive, Hostname, Filesystems, facts, cancellation);

        async Task PutAsync(Filesystem filesystem, string? content, long bytes, long offset)
        {
            var file = Path.Combine(work, filesystem.Label);
            await filesystem.CreateAsync(file, bytes, content, fakeRoot, cancellation);
            await SparseCopy.IntoAsync(file, disk, offset, cancellation);
        }
    }
}
