using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>Partition tables and partitions.</summary>
internal sealed partial class PartitionsService : Protocol.Api.Partitions.PartitionsBase
{
    // parted's word for a drive without a table, whose only partition is the file system on it.
    private const string Whole = "loop";

    public override async Task<DeviceReply> SfdiskL(SfdiskLRequest request, ServerCallContext context)
        => await Reply.Device(await Tool.RunAsync("sfdisk", ["-l", BlockDevice.Parse(request.Device).Path], context.CancellationToken));

    public override async Task<StringReply> SfdiskKernelGeometry(SfdiskKernelGeometryRequest request, ServerCallContext context)
        => await GeometryAsync(request.Device, context);

    public override async Task<StringReply> SfdiskDiskGeometry(SfdiskDiskGeometryRequest request, ServerCallContext context)
        => await GeometryAsync(request.Device, context);

    public override async Task<PartitionList> PartList(PartListRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        return await ReadCommonAsync(device, context.CancellationToken) is { } table
            ? new PartitionList
            {
                Values =
                {
                    table.Partitions.Select(entry => new Partition
                    {
                        PartNum = entry.Number,
                        PartStart = entry.Start,
                        PartEnd = entry.Start + entry.Size - 1,
                        PartSize = entry.Size,
                    }),
                },
            }
            : new PartitionList { Values = { (await AskPartedAsync(device, context.CancellationToken)).Partitions } };
    }

    public override async Task<StringReply> PartGetParttype(PartGetParttypeRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        return await Reply.Of(await ReadCommonAsync(device, context.CancellationToken) is { } table ? table.PartedLabel
            : await AskPartedAsync(device, context.CancellationToken) is { Label: not Whole } output ? output.Label
            : throw NoTable(device));
    }

    public override async Task<BoolReply> PartGetBootable(PartGetBootableRequest request, ServerCallContext context)
    {
        var (table, entry) = await FindAsync(request.Device, request.PartNum, null, context.CancellationToken);
        return await Reply.Of(entry.HasBootFlag(table.Label));
    }

    public override async Task<IntReply> PartGetMbrId(PartGetMbrIdRequest request, ServerCallContext context)
        => await Reply.Of((await FindAsync(request.Device, request.PartNum, PartitionTable.Mbr, context.CancellationToken)).Entry.TypeByte);

    public override async Task<StringReply> PartGetMbrPartType(PartGetMbrPartTypeRequest request, ServerCallContext context)
    {
        var (table, entry) = await FindAsync(request.Device, request.PartNum, null, context.CancellationToken);
        return await Reply.Of(entry.Role(table.Label));
    }

    public override async Task<StringReply> PartGetGptType(PartGetGptTypeRequest request, ServerCallContext context)
        => await Reply.Of((await FindGptAsync(request.Device, request.PartNum, context)).Type.ToUpperInvariant());

    public override async Task<StringReply> PartGetGptGuid(PartGetGptGuidRequest request, ServerCallContext context)
        => await Reply.Of((await FindGptAsync(request.Device, request.PartNum, context)).Uuid.ToUpperInvariant());

    public override async Task<StringReply> PartGetName(PartGetNameRequest request, ServerCallContext context)
        => await Reply.Of((await FindGptAsync(request.Device, request.PartNum, context)).Name);

    public override async Task<Int64Reply> PartGetGptAttributes(PartGetGptAttributesRequest request, ServerCallContext context)
    {
        // sfdisk names only some of the bits, so sgdisk is asked, which prints them all.
        var entry = await FindGptAsync(request.Device, request.PartNum, context);
        var number = entry.Number.ToString(CultureInfo.InvariantCulture);
        var output = await Tool.RunAsync("sgdisk", ["-i", number, BlockDevice.Parse(request.Device).Path], context.CancellationToken);
        const string prefix = "Attribute flags: ";
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal));
        return ulong.TryParse(line?[prefix.Length..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
            ? await Reply.Of((long)bits)
            : throw new OperationFailedException("sgdisk printed no attributes", Errno.EIO);
    }

    public override async Task<StringReply> PartGetDiskGuid(PartGetDiskGuidRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        return await Reply.Of((await ReadAsync(device, PartitionTable.Gpt, context.CancellationToken)).Id.ToUpperInvariant());
    }

    public override Task<DeviceReply> PartToDev(PartToDevRequest request, ServerCallContext context)
    {
        var partition = BlockDevice.Parse(request.Partition);
        return SysBlock.DiskOf(partition.KernelName) is { } disk ? Reply.Device(DeviceName.Directory + disk) : throw NotAPartition(partition);
    }

    public override Task<IntReply> PartToPartnum(PartToPartnumRequest request, ServerCallContext context)
    {
        var partition = BlockDevice.Parse(request.Partition);
        return int.TryParse(SysBlock.Read(partition.SysDirectory + "/partition"), out var number) ? Reply.Of(number) : throw NotAPartition(partition);
    }

    private static OperationFailedException NoTable(BlockDevice device)
        => OperationFailedException.Invalid($"{device.Path}: there is a file system on the whole drive and no partition table", Reasons.NotPartitioned(device.Path));

    private static OperationFailedException NotAPartition(BlockDevice device) => OperationFailedException.Invalid($"{device.Path}: not a partition", Reasons.NotAPartition(device.Path));

    private static async Task<StringReply> GeometryAsync(ByteString device, ServerCallContext context)
        => await Reply.Of(await Tool.RunAsync("sfdisk", ["-g", BlockDevice.Parse(device).Path], context.CancellationToken));

    private static async Task<TableEntry> FindGptAsync(ByteString argument, int number, ServerCallContext context)
        => (await FindAsync(argument, number, PartitionTable.Gpt, context.CancellationToken)).Entry;

    private static async Task<(PartitionTable Table, TableEntry Entry)> FindAsync(ByteString argument, int number, string? label, CancellationToken cancellationToken)
    {
        var device = BlockDevice.Parse(argument);
        if (number < 1)
        {
            throw OperationFailedException.Invalid($"{device.Path}: {number} is no number of a partition: it must be 1 or more", Reasons.ArgumentInvalid("partnum", number.ToString(CultureInfo.InvariantCulture)));
        }

        var table = await ReadAsync(device, label, cancellationToken);
        return (table, table[device.Path, number]);
    }

    /// <summary>The table of a drive, of the type that is needed or of any.</summary>
    private static async Task<PartitionTable> ReadAsync(BlockDevice device, string? label, CancellationToken cancellationToken)
        => await ReadAsync(device, cancellationToken) is { } table && (label is null || table.Label == label)
            ? table
            : throw OperationFailedException.Invalid($"{device.Path}: there is no {(label is null ? "" : label == PartitionTable.Gpt ? "GPT " : "MBR ")}partition table on it",
                Reasons.NoPartitionTable(device.Path, label is null ? "any" : label == PartitionTable.Gpt ? "gpt" : "mbr"));

    private static async Task<PartitionTable?> ReadAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync("sfdisk", ["--json", device.Path], cancellationToken);
        return result.Succeeded && PartitionTable.Parse(result.OutputBytes) is var table && !(table.Label == PartitionTable.Mbr && IsPc98(device)) ? table : null;
    }

    /// <summary>The table of a drive if it is an MBR or a GPT; the others are parted's, as the two programs see them differently.</summary>
    private static async Task<PartitionTable?> ReadCommonAsync(BlockDevice device, CancellationToken cancellationToken)
        => await ReadAsync(device, cancellationToken) is { Label: PartitionTable.Mbr or PartitionTable.Gpt } table ? table : null;

    // It has the signature of an MBR too, which is all that sfdisk looks at.
    private static bool IsPc98(BlockDevice device)
    {
        var sector = new byte[16];
        using var file = device.Open(OpenFlags.ReadOnly);
        return Libc.ReadAt(file, sector, 0) == sector.Length && sector.AsSpan(4).StartsWith("IPL1"u8);
    }

    private static async Task<PartedOutput> AskPartedAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync("parted", ["-m", "-s", "--", device.Path, "unit", "b", "print"], cancellationToken);
        return (result.Succeeded ? PartedOutput.Parse(result.Output) : null)
            ?? throw OperationFailedException.Invalid($"{device.Path}: no partition table is recognised: {Said(result)}", Reasons.PartitionTableUnknown(device.Path));
    }

    // parted prints errors on either stream, among the lines for programs.
    private static string Said(ToolResult result)
        => string.Join("; ", $"{result.Output}\n{result.Error}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("Error: ", StringComparison.Ordinal)).Select(line => line["Error: ".Length..]));
}
