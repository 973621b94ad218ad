using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>New tables and new partitions.</summary>
internal sealed partial class PartitionsService
{
    // What part_disk leaves free at both ends of a drive: enough for the tables, and a boundary of all flash blocks and RAID stripes at the start.
    private const int FreeSectors = 128;

    public override async Task<Nothing> PartInit(PartInitRequest request, ServerCallContext context)
    {
        var type = TableType.Parse(GuestText.Decode(request.Parttype));
        await PartedTool.RunAsync(BlockDevice.Parse(request.Device), context.CancellationToken, "mklabel", type.Label);
        return new Nothing();
    }

    public override async Task<Nothing> PartAdd(PartAddRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var role = Role(GuestText.Decode(request.Prlogex));
        if (request.Startsect < 0)
        {
            throw OperationFailedException.Invalid($"{device.Path}: the first sector is {Number(request.Startsect)}, but must not be negative");
        }

        var type = await TypeOfAsync(device, context.CancellationToken);
        await PartedTool.RunAsync(device, context.CancellationToken, Mkpart(type, role, request.Startsect, request.Endsect));
        return new Nothing();
    }

    public override async Task<Nothing> PartDisk(PartDiskRequest request, ServerCallContext context)
    {
        var type = TableType.Parse(GuestText.Decode(request.Parttype));
        var device = BlockDevice.Parse(request.Device);
        var name = type.Label == PartitionTable.Gpt ? "p1" : "primary";
        var result = await PartedTool.TryRunAsync(device, context.CancellationToken, ["mklabel", type.Label, .. Mkpart(type, name, FreeSectors, -FreeSectors)]);
        if (result.Succeeded)
        {
            return new Nothing();
        }

        // Tables with cylinders, or with a part of the drive for themselves, cannot take all sectors; parted says which they can take.
        var closest = ClosestPlace().Match(PartedTool.Said(result));
        if (!closest.Success)
        {
            throw PartedTool.Failure(device, result);
        }

        await PartedTool.RunAsync(device, context.CancellationToken, Mkpart(type, name, Sector(closest.Groups[1]), Sector(closest.Groups[2])));
        return new Nothing();
    }

    [GeneratedRegex(@"closest location we can manage is .*\(sectors (\d+)\.\.(\d+)\)")]
    private static partial Regex ClosestPlace();

    private static long Sector(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private static string[] Mkpart(TableType type, string role, long start, long end)
        => ["mkpart", .. type.HasRoles ? [role] : (string[])[], $"{Number(start)}s", $"{Number(end)}s"];

    private static string Role(string name) => name switch
    {
        "p" or "primary" => "primary",
        "l" or "logical" => "logical",
        "e" or "extended" => "extended",
        _ => throw OperationFailedException.Invalid($"'{name}' is not a kind of partition: it must be 'primary', 'logical' or 'extended'", Reasons.ArgumentInvalid("prlogex", name)),
    };

    // Only parted knows all types, but sfdisk is faster for most drives. What parted takes for a table with one partition may be a file system
    // on the whole drive, which it would change.
    private static async Task<TableType> TypeOfAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        var label = await ReadCommonAsync(device, cancellationToken) is { } table ? table.PartedLabel : (await AskPartedAsync(device, cancellationToken)).Label;
        return label == Whole ? throw NoTable(device) : TableType.OfLabel(label);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
