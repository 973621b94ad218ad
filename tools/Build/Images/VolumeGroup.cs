using System.Text.Json;
using System.Text.Json.Nodes;

namespace GuestCtl.Build.Images;

/// <summary>
/// A volume group on one partition, as LVM itself reports it. Volumes of a fresh group are each one run of extents, so
/// the host can write them at their place in the image, and nothing has to be carried through the appliance.
/// </summary>
internal sealed class VolumeGroup(JsonArray segments)
{
    /// <summary>The command line whose answer <see cref="Parse"/> reads. LVM's warnings, on standard error, are no part of it.</summary>
    public const string Report = "lvm pvs --segments --reportformat json --units b --nosuffix "
        + "-o pv_name,pv_uuid,pe_start,vg_name,vg_uuid,vg_extent_size,lv_name,lv_uuid,lv_size,pvseg_start,pvseg_size 2>/dev/null";

    public static VolumeGroup Parse(string report)
    {
        try
        {
            return new VolumeGroup(JsonNode.Parse(report)!["report"]![0]!["pvseg"]!.AsArray());
        }
        catch (Exception broken) when (broken is JsonException or NullReferenceException or ArgumentOutOfRangeException)
        {
            throw new BuildException($"The appliance made no volume group; its LVM answered '{report.Trim()}'.");
        }
    }

    /// <summary>The byte of the partition at which a volume starts.</summary>
    public long OffsetOf(string volume)
    {
        var segment = Segment(volume);
        var extentSize = Number(segment, "vg_extent_size");
        return Number(segment, "pvseg_size") * extentSize == Number(segment, "lv_size")
            ? Number(segment, "pe_start") + (Number(segment, "pvseg_start") * extentSize)
            : throw new BuildException($"The logical volume {volume} is not in one piece: {segment.ToJsonString()}");
    }

    public JsonObject ToJson()
    {
        var first = segments[0]!.AsObject();
        return new JsonObject
        {
            ["name"] = Text(first, "vg_name"),
            ["uuid"] = Text(first, "vg_uuid"),
            ["extentSize"] = Number(first, "vg_extent_size"),
            ["physicalVolume"] = new JsonObject { ["device"] = Text(first, "pv_name"), ["uuid"] = Text(first, "pv_uuid") },
            ["logicalVolumes"] = new JsonArray([.. segments.Select(segment => segment!.AsObject()).Where(segment => Text(segment, "lv_name") != "")
                .Select(segment => new JsonObject
                {
                    ["name"] = Text(segment, "lv_name"), ["uuid"] = Text(segment, "lv_uuid"), ["size"] = Number(segment, "lv_size"),
                })]),
        };
    }

    private static string Text(JsonObject segment, string field) => (string)segment[field]!;

    private static long Number(JsonObject segment, string field) => long.Parse(Text(segment, field));

    private JsonObject Segment(string volume) =>
        segments.Select(segment => segment!.AsObject()).FirstOrDefault(segment => Text(segment, "lv_name") == volume)
        ?? throw new BuildException($"There is no logical volume {volume} in the group.");
}
