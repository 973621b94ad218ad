using System.Text;
using System.Text.Json.Nodes;

namespace GuestCtl.Build.Images;

/// <summary>Where the partitions of a test image are, and the sfdisk script that makes them.</summary>
/// <param name="Label">sfdisk's name of the table: <c>gpt</c> or <c>dos</c>.</param>
/// <param name="Id">The disk's GUID, or the MBR disk signature such as <c>0x1badb002</c>.</param>
/// <param name="Partitions">The partitions in disk order, one after the other without a gap.</param>
internal sealed record PartitionTable(string Label, string Id, IReadOnlyList<Partition> Partitions)
{
    private const long MiB = 1 << 20;
    private const int SectorSize = 512;

    // The first partition starts at 1 MiB as all partitioners do it today; GPT also keeps a copy of itself at the end.
    private const long LeadMiB = 1;

    private long TailMiB => Label == "gpt" ? 1 : 0;

    public long TotalBytes => (LeadMiB + Partitions.Sum(partition => partition.SizeMiB) + TailMiB) * MiB;

    /// <summary>The byte at which a partition starts.</summary>
    public long OffsetOf(string name) =>
        (LeadMiB + Partitions.TakeWhile(partition => partition.Name != name).Sum(partition => partition.SizeMiB)) * MiB;

    public long SizeOf(string name) => Partitions.Single(partition => partition.Name == name).SizeMiB * MiB;

    public string ToScript()
    {
        var script = new StringBuilder($"label: {Label}\nlabel-id: {Id}\nunit: sectors\nsector-size: {SectorSize}\n\n");
        foreach (var partition in Partitions)
        {
            script.Append($"start={OffsetOf(partition.Name) / SectorSize}, size={SizeOf(partition.Name) / SectorSize}, type={partition.Type}");
            script.Append(partition.Uuid is null ? "" : $", uuid={partition.Uuid}, name=\"{partition.Name}\"");
            script.Append(partition.Bootable ? ", bootable\n" : "\n");
        }

        return script.ToString();
    }

    /// <summary>Makes an empty, sparse disk image with these partitions.</summary>
    public async Task CreateAsync(string image, CancellationToken cancellation)
    {
        await using (var file = new FileStream(image, FileMode.Create))
        {
            file.SetLength(TotalBytes);
        }

        await Tool.RunAsync("sfdisk", ["--quiet", image], cancellation, options => options.Input = ToScript());
    }

    /// <summary>What sfdisk reads back from an image: the truth that tests compare with.</summary>
    public static async Task<JsonNode> ReadAsync(string image, CancellationToken cancellation)
    {
        var table = JsonNode.Parse(await Tool.RunAsync("sfdisk", ["--json", image], cancellation))!["partitiontable"]!.AsObject();
        // Where the image happened to lie while it was made is no truth about it.
        table.Remove("device");
        foreach (var partition in table["partitions"]!.AsArray())
        {
            partition!.AsObject().Remove("node");
        }

        return table.DeepClone();
    }
}
