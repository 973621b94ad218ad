using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>What parted prints for programs (-m, in bytes). It knows tables that sfdisk does not.</summary>
/// <param name="Label">The type of the table.</param>
/// <param name="Partitions">The partitions.</param>
internal sealed record PartedOutput(string Label, IReadOnlyList<Partition> Partitions)
{
    private const int LabelField = 5;

    /// <summary>Reads the output; lines that are not as they should be are left out.</summary>
    public static PartedOutput? Parse(string output)
    {
        // "BYT;", "/dev/sda:104857600B:scsi:512:512:mac:QEMU HARDDISK:;", "1:512B:32767B:32256B::Apple:;"
        var lines = output.Split('\n').Select(line => line.TrimEnd(';').Split(':')).ToList();
        var drive = lines.FindIndex(fields => fields is ["BYT"]) + 1;
        if (drive < 1 || drive >= lines.Count || lines[drive].Length <= LabelField)
        {
            return null;
        }

        return new PartedOutput(lines[drive][LabelField], [.. lines.Skip(drive + 1).Select(Partition).OfType<Partition>()]);
    }

    private static Partition? Partition(string[] fields)
        => fields.Length >= 4 && int.TryParse(fields[0], out var number) && Bytes(fields[1]) is { } start && Bytes(fields[2]) is { } end && Bytes(fields[3]) is { } size
            ? new Partition { PartNum = number, PartStart = start, PartEnd = end, PartSize = size }
            : null;

    private static ulong? Bytes(string field) => field.EndsWith('B') && ulong.TryParse(field.AsSpan(0, field.Length - 1), out var value) ? value : null;
}
