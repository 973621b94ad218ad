using System.Globalization;
using System.Text;
using System.Text.Json;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>An MBR or GPT partition table as sfdisk reads it.</summary>
/// <param name="Label">sfdisk's word for the type: dos, gpt, sun and so on.</param>
/// <param name="Id">The identifier of the table.</param>
/// <param name="Partitions">The partitions in the order of their places on the drive.</param>
internal sealed record PartitionTable(string Label, string Id, IReadOnlyList<TableEntry> Partitions)
{
    public const string Mbr = "dos";
    public const string Gpt = "gpt";

    /// <summary>parted's word for the type.</summary>
    public string PartedLabel => Label == Mbr ? "msdos" : Label;

    /// <summary>Reads what sfdisk printed with --json.</summary>
    /// <exception cref="OperationFailedException">It is not that.</exception>
    public static PartitionTable Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            // A hostile name can have halves of characters, which JSON cannot.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json));
            var table = document.RootElement.GetProperty("partitiontable");
            var sector = table.TryGetProperty("sectorsize", out var size) ? size.GetInt64() : 512;
            var entries = table.TryGetProperty("partitions", out var partitions) ? partitions.EnumerateArray().Select(p => TableEntry.Read(p, sector)) : [];
            return new PartitionTable(
                Text(table, "label"), Text(table, "id"), [.. entries.Where(entry => entry.Number > 0).OrderBy(entry => entry.Start).ThenBy(entry => entry.Number)]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new OperationFailedException($"sfdisk printed a table that cannot be read: {e.Message}", Errno.EIO);
        }
    }

    /// <summary>A partition by its number.</summary>
    /// <exception cref="OperationFailedException">EINVAL: there is none.</exception>
    public TableEntry this[string device, int number]
        => Partitions.FirstOrDefault(entry => entry.Number == number)
            ?? throw OperationFailedException.Invalid($"{device}: there is no partition {number.ToString(CultureInfo.InvariantCulture)}", Reasons.NoPartition(device, number.ToString(CultureInfo.InvariantCulture)));

    internal static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
