using System.Text.Json.Nodes;

namespace GuestCtl.Build.Images;

/// <summary>A file system or swap area of a test image, with an identity chosen in advance.</summary>
/// <param name="Device">How it is called inside an appliance that has the image as its first disk.</param>
/// <param name="Type"><c>ext4</c> or <c>swap</c>.</param>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Label">Its label.</param>
/// <param name="MountPoint">Where fstab mounts it, <c>none</c> for swap.</param>
internal sealed record Filesystem(string Device, string Type, string Uuid, string Label, string MountPoint)
{
    private const long MiB = 1 << 20;

    /// <summary>Makes the file system in a plain file, filled with a tree whose owners the fakeroot session knows.</summary>
    public async Task CreateAsync(string file, long bytes, string? tree, FakeRoot fakeRoot, CancellationToken cancellation)
    {
        if (Type == "swap")
        {
            await using (var stream = new FileStream(file, FileMode.Create))
            {
                stream.SetLength(bytes);
            }

            await Tool.RunAsync("mkswap", ["--uuid", Uuid, "--label", Label, file], cancellation);
            return;
        }

        await fakeRoot.RunAsync(
            "mke2fs",
            [
                "-q", "-F", "-t", Type, "-U", Uuid, "-L", Label, "-E", $"root_owner=0:0,hash_seed={Uuid}",
                .. tree is null ? Array.Empty<string>() : ["-d", tree],
                file, $"{bytes / MiB}M",
            ],
            cancellation);
    }

    public JsonNode ToJson() => new JsonObject
    {
        ["device"] = Device, ["type"] = Type, ["uuid"] = Uuid, ["label"] = Label, ["mountpoint"] = MountPoint,
    };
}
