using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>The old functions that pass a script on to sfdisk.</summary>
internal sealed partial class PartitionsService
{
    public override Task<Nothing> Sfdisk(SfdiskRequest request, ServerCallContext context)
        => RunScriptAsync(BlockDevice.Parse(request.Device), request.Lines, [request.Cyls, request.Heads, request.Sectors], [], context);

    public override Task<Nothing> SfdiskN(SfdiskNRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        return RunScriptAsync(
            device, [request.Line], [request.Cyls, request.Heads, request.Sectors], ["-N", Number(CheckNumber(device, request.PartNum))], context);
    }

    public override Task<Nothing> SfdiskM(SfdiskMRequest request, ServerCallContext context)
        => RunScriptAsync(BlockDevice.Parse(request.Device), [.. request.Lines.Select(InMebibytes)], [], [], context);

    // sfdisk has no other units than sectors, but takes numbers with a unit.
    private static ByteString InMebibytes(ByteString line)
    {
        var fields = GuestText.Decode(line).Split(',');
        return string.Join(',', fields.Select((field, i) => i < 2 && field.Trim() is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number + "MiB" : field))
            .ToGuestBytes();
    }

    private static async Task<Nothing> RunScriptAsync(
        BlockDevice device, IReadOnlyList<ByteString> lines, int[] geometry, string[] arguments, ServerCallContext context)
    {
        // sfdisk does not use a geometry any more.
        if (geometry.Any(value => value < 0))
        {
            throw OperationFailedException.Invalid("the geometry of a drive has no negative numbers; use 0 for those that are not known");
        }

        var script = string.Concat(lines.Select(line => GuestText.Decode(line) + "\n"));
        await SfdiskTool.RunAsync(device, script, context.CancellationToken, [.. arguments, "--", device.Path]);
        return new Nothing();
    }
}
