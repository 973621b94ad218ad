using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>Changes of partitions that are there.</summary>
internal sealed partial class PartitionsService
{
    // In UTF-16 units: the length of the field in a GPT.
    private const int MaxGptName = 36;

    private const string Extended = "extended";

    public override async Task<Nothing> PartDel(PartDelRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var number = CheckNumber(device, request.PartNum);
        await TypeOfAsync(device, context.CancellationToken);
        await PartedTool.RunAsync(device, context.CancellationToken, "rm", Number(number));
        return new Nothing();
    }

    public override async Task<Nothing> PartSetBootable(PartSetBootableRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var number = CheckNumber(device, request.PartNum);
        await TypeOfAsync(device, context.CancellationToken);
        await PartedTool.RunAsync(device, context.CancellationToken, "set", Number(number), "boot", request.Bootable ? "on" : "off");
        return new Nothing();
    }

    public override async Task<Nothing> PartSetName(PartSetNameRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var name = GuestText.Decode(request.Name);
        var number = CheckNumber(device, request.PartNum);
        if (await ReadAsync(device, context.CancellationToken) is not { Label: PartitionTable.Gpt } table)
        {
            await TypeOfAsync(device, context.CancellationToken);
            await PartedTool.RunAsync(device, context.CancellationToken, "name", Number(number), PartedTool.Quote(name));
            return new Nothing();
        }

        _ = table[device.Path, number];
        if (name.Any(c => char.IsSurrogate(c) || c == '\0') || name.Length > MaxGptName)
        {
            throw OperationFailedException.Invalid($"{device.Path}: this cannot be the name of a partition: a name has up to {MaxGptName} characters of text");
        }

        await ChangeAsync(device, context, "--part-label", number, name);
        return new Nothing();
    }

    public override async Task<Nothing> PartSetMbrId(PartSetMbrIdRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        if (request.IdByte is < 1 or > byte.MaxValue)
        {
            throw OperationFailedException.Invalid($"{device.Path}: {Number(request.IdByte)} is no type byte of a partition: it must be from 1 to 255");
        }

        await FindAsync(request.Device, request.PartNum, PartitionTable.Mbr, context.CancellationToken);
        await ChangeAsync(device, context, "--part-type", request.PartNum, request.IdByte.ToString("x", CultureInfo.InvariantCulture));
        return new Nothing();
    }

    public override Task<Nothing> PartSetGptType(PartSetGptTypeRequest request, ServerCallContext context)
        => SetGuidAsync(request.Device, request.PartNum, request.Guid, "--part-type", context);

    public override Task<Nothing> PartSetGptGuid(PartSetGptGuidRequest request, ServerCallContext context)
        => SetGuidAsync(request.Device, request.PartNum, request.Guid, "--part-uuid", context);

    public override async Task<Nothing> PartSetGptAttributes(PartSetGptAttributesRequest request, ServerCallContext context)
    {
        // sfdisk has words for some of the bits only.
        var device = BlockDevice.Parse(request.Device);
        await FindGptAsync(request.Device, request.PartNum, context);
        await SgdiskTool.RunAsync(device, context.CancellationToken, "-A", $"{Number(request.PartNum)}:=:{request.Attributes.ToString("x16", CultureInfo.InvariantCulture)}");
        return new Nothing();
    }

    public override Task<Nothing> PartSetDiskGuid(PartSetDiskGuidRequest request, ServerCallContext context)
        => SetDiskGuidAsync(request.Device, ParseGuid(request.Guid), context);

    public override Task<Nothing> PartSetDiskGuidRandom(PartSetDiskGuidRandomRequest request, ServerCallContext context)
        => SetDiskGuidAsync(request.Device, Guid.NewGuid(), context);

    public override async Task<Nothing> PartExpandGpt(PartExpandGptRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        await ReadAsync(device, PartitionTable.Gpt, context.CancellationToken);
        await SgdiskTool.RunAsync(device, context.CancellationToken, "-e");
        return new Nothing();
    }

    public override async Task<Nothing> PartResize(PartResizeRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var number = CheckNumber(device, request.PartNum);
        if (await ReadCommonAsync(device, context.CancellationToken) is not { } table)
        {
            await TypeOfAsync(device, context.CancellationToken);
            await PartedTool.RunAsync(device, context.CancellationToken, "resizepart", Number(number), $"{Number(request.Endsect)}s");
            return new Nothing();
        }

        var entry = table[device.Path, number];
        var (start, end) = Range(device, table, entry, request.Endsect);
        await SfdiskTool.RunAsync(
            device, $"start={Number(start)}, size={Number(end - start + 1)}\n", context.CancellationToken, "--no-reread", "--no-tell-kernel", "-N", Number(number), "--", device.Path);
        if (entry.Role(table.Label) != Extended)
        {
            TellKernel(device, number, start, end);
        }

        return new Nothing();
    }

    // sfdisk itself would not tell it about a partition that is in use. Of an extended one the kernel never sees more than the start.
    private static void TellKernel(BlockDevice device, int number, long start, long end)
    {
        using var file = device.Open(OpenFlags.ReadOnly);
        if (!Libc.GetSectorSize(file, out var sector)
            || (!Libc.ResizePartition(file, number, start * sector, (end - start + 1) * sector) && !Libc.RereadPartitions(file)))
        {
            throw OperationFailedException.FromLast($"{device.Path}: partition {Number(number)} has its new end in the table, but the kernel did not take it");
        }
    }

    // The first and the new last sector of a partition.
    private static (long Start, long End) Range(BlockDevice device, PartitionTable table, TableEntry entry, long end)
    {
        using var file = device.Open(OpenFlags.ReadOnly);
        if (!Libc.GetSectorSize(file, out var sector) || !Libc.GetDeviceSize(file, out var size))
        {
            throw OperationFailedException.FromLast(device.Path);
        }

        var start = (long)entry.Start / sector;
        var last = end < 0 ? (size / sector) + end : end;
        var inner = entry.Role(table.Label) == Extended ? table.Partitions.Where(other => other.Role(table.Label) == "logical") : [];
        if (inner.Any(other => other.Start + other.Size > (ulong)(last + 1) * (ulong)sector))
        {
            throw OperationFailedException.Invalid($"{device.Path}: partition {Number(entry.Number)} cannot end at sector {Number(last)}: a logical partition in it ends later");
        }

        return last < start
            ? throw OperationFailedException.Invalid($"{device.Path}: partition {Number(entry.Number)} cannot end at sector {Number(last)}: it starts at {Number(start)}")
            : (start, last);
    }

    private static async Task<Nothing> SetGuidAsync(ByteString argument, int number, ByteString guid, string option, ServerCallContext context)
    {
        var parsed = ParseGuid(guid);
        await FindGptAsync(argument, number, context);
        await ChangeAsync(BlockDevice.Parse(argument), context, option, number, parsed.ToString("D").ToUpperInvariant());
        return new Nothing();
    }

    private static async Task<Nothing> SetDiskGuidAsync(ByteString argument, Guid guid, ServerCallContext context)
    {
        var device = BlockDevice.Parse(argument);
        await ReadAsync(device, PartitionTable.Gpt, context.CancellationToken);
        await SfdiskTool.RunAsync(
            device, "", context.CancellationToken, "--no-reread", "--no-tell-kernel", "--disk-id", "--", device.Path, guid.ToString("D").ToUpperInvariant());
        return new Nothing();
    }

    // A property of a partition is nothing to the kernel, so the partition may be in use.
    private static Task ChangeAsync(BlockDevice device, ServerCallContext context, string option, int number, string value)
        => SfdiskTool.RunAsync(device, "", context.CancellationToken, "--no-reread", "--no-tell-kernel", option, "--", device.Path, Number(number), value);

    private static Guid ParseGuid(ByteString argument)
    {
        var text = GuestText.Decode(argument);
        return Guid.TryParseExact(text, "D", out var guid) || Guid.TryParseExact(text, "B", out guid)
            ? guid
            : throw OperationFailedException.Invalid($"'{text}' is no GUID: it has 32 hexadecimal digits, such as 01234567-89AB-CDEF-0123-456789ABCDEF", Reasons.ArgumentInvalid("guid", text));
    }

    private static int CheckNumber(BlockDevice device, int number)
        => number >= 1 ? number : throw OperationFailedException.Invalid($"{device.Path}: {Number(number)} is no number of a partition: it must be 1 or more", Reasons.ArgumentInvalid("partnum", Number(number)));
}
