using System.Globalization;
using System.Text.Json;
using GuestCtl.Daemon.Devices;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>A partition in a table. Places and sizes are in bytes.</summary>
/// <param name="Number">The number in its name.</param>
/// <param name="Start">The first byte.</param>
/// <param name="Size">The size.</param>
/// <param name="Type">The type: hexadecimal digits in an MBR, a GUID in a GPT.</param>
/// <param name="Uuid">The GUID in a GPT.</param>
/// <param name="Name">The name in a GPT.</param>
/// <param name="Attributes">sfdisk's words for the attributes in a GPT.</param>
/// <param name="Bootable">Whether it is active in an MBR.</param>
internal sealed record TableEntry(int Number, ulong Start, ulong Size, string Type, string Uuid, string Name, string Attributes, bool Bootable)
{
    private const int FirstLogical = 5;
    private const string EfiSystem = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";

    /// <summary>The type byte in an MBR.</summary>
    public int TypeByte => int.TryParse(Type, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var type) ? type : 0;

    /// <summary>Whether something boots from it: in a GPT an EFI system partition, or one that is marked for old firmware.</summary>
    public bool HasBootFlag(string label)
        => label == PartitionTable.Gpt
            ? Type.Equals(EfiSystem, StringComparison.OrdinalIgnoreCase) || Attributes.Contains("LegacyBIOSBootable", StringComparison.Ordinal)
            : Bootable;

    /// <summary>What it is to the others of its table.</summary>
    public string Role(string label)
        => label != PartitionTable.Mbr ? "primary"
            : Number >= FirstLogical ? "logical"
            : TypeByte is 0x05 or 0x0f or 0x85 ? "extended"
            : "primary";

    internal static TableEntry Read(JsonElement partition, long sectorSize) => new(
        DeviceName.Split(PartitionTable.Text(partition, "node")).Number,
        checked(partition.GetProperty("start").GetUInt64() * (ulong)sectorSize),
        checked(partition.GetProperty("size").GetUInt64() * (ulong)sectorSize),
        PartitionTable.Text(partition, "type"),
        PartitionTable.Text(partition, "uuid"),
        PartitionTable.Text(partition, "name"),
        PartitionTable.Text(partition, "attrs"),
        partition.TryGetProperty("bootable", out var bootable) && bootable.ValueKind == JsonValueKind.True);
}
