using System.Text.Json.Nodes;

namespace GuestCtl.Build.Images;

/// <summary>The plain test image: GPT, ext4 root, swap partition, raw.</summary>
internal static class DebianOnPartitions
{
    public const string FileName = "debian-ext4.img";

    /// <summary>Raise it with every change of the content, so that images made before are made anew.</summary>
    public const int Recipe = 1;

    private const string Hostname = "demo-debian";

    public static PartitionTable Table { get; } = new("gpt", "6D1A0C5E-5A5B-4C7E-9A0D-1F3B7A2E4C01",
    [
        new("bios", 1, "21686148-6449-6E6F-744E-656564454649", "6D1A0C5E-5A5B-4C7E-9A0D-1F3B7A2E4C11"),
        new("root", 957, "0FC63DAF-8483-4772-8E79-3D69D8477DE4", "6D1A0C5E-5A5B-4C7E-9A0D-1F3B7A2E4C12"),
        new("swap", 64, "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", "6D1A0C5E-5A5B-4C7E-9A0D-1F3B7A2E4C13"),
    ]);

    public static IReadOnlyList<Filesystem> Filesystems { get; } =
    [
        new("/dev/sda2", "ext4", "2f6d1b0a-7c34-4e58-9b1d-0a5c3e7f9101", "demo-root", "/"),
        new("/dev/sda3", "swap", "2f6d1b0a-7c34-4e58-9b1d-0a5c3e7f9102", "demo-swap", "none"),
    ];

    public static async Task CreateAsync(string image, string archive, string work, CancellationToken cancellation)
    {
        var fakeRoot = new FakeRoot(Path.Combine(work, "owners"));
        var tree = new DebianTree(Path.Combine(work, "tree"), GuestSettings.Of(Hostname, Filesystems), fakeRoot);
        await tree.UnpackAsync(archive, cancellation);

        var disk = Path.Combine(work, FileName);
        await Table.CreateAsync(disk, cancellation);
        foreach (var (filesystem, partition) in Filesystems.Zip(["root", "swap"]))
        {
            var file = Path.Combine(work, partition);
            await filesystem.CreateAsync(file, Table.SizeOf(partition), filesystem.Type == "swap" ? null : tree.Directory, fakeRoot, cancellation);
            await SparseCopy.IntoAsync(file, disk, Table.OffsetOf(partition), cancellation);
        }

        File.Move(disk, image, overwrite: true);
        var facts = new JsonObject { ["virtualSize"] = Table.TotalBytes, ["partitionTable"] = await PartitionTable.ReadAsync(image, cancellation) };
        await new GroundTruth(image).WriteAsync(Recipe, tree, archive, Hostname, Filesystems, facts, cancellation);
    }
}
