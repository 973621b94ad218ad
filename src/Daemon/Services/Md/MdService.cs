using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Md;

/// <summary>MD arrays.</summary>
internal sealed class MdService : Protocol.Api.Md.MdBase
{
    private const string NamedArrays = "/dev/md/";

    // mdadm's own limit on names in its newer superblocks.
    private const int MaxName = 32;

    private const int GoneMilliseconds = 5000;
    private const int PollMilliseconds = 2;

    public override async Task<Nothing> MdCreate(MdCreateRequest request, ServerCallContext context)
    {
        var plan = new ArrayPlan(
            [.. request.Devices.Select(device => BlockDevice.Parse(device).Path)],
            (ulong)request.MissingBitmap,
            request.HasNrDevices ? request.NrDevices : null,
            request.Spare,
            request.HasChunk ? request.Chunk : null,
            request.HasLevel ? GuestText.Decode(request.Level) : "raid1");
        await RunAsync(context.CancellationToken, ["--create", NamedArrays + Name(request.Name), .. plan.Arguments()]);
        return new Nothing();
    }

    public override async Task<DeviceListReply> ListMdDevices(NoArguments request, ServerCallContext context)
    {
        await VolumeAssembly.EnsureAsync(context.CancellationToken);
        return await Reply.Devices(SysBlock.Arrays.Select(array => DeviceName.Directory + array));
    }

    public override async Task<StringMapReply> MdDetail(MdDetailRequest request, ServerCallContext context)
    {
        const string prefix = "MD_";
        var output = await RunAsync(context.CancellationToken, "--detail", "--export", Array(request.Md).Path);
        return new StringMapReply
        {
            Entries =
            {
                from line in output.Split('\n')
                let end = line.IndexOf('=', StringComparison.Ordinal)
                where end > 0
                let key = line.StartsWith(prefix, StringComparison.Ordinal) ? line[prefix.Length..end] : line[..end]
                select Reply.Pair(key.ToLowerInvariant(), line[(end + 1)..]),
            },
        };
    }

    public override async Task<Nothing> MdStop(MdStopRequest request, ServerCallContext context)
    {
        var array = Array(request.Md);
        await RunAsync(context.CancellationToken, "--stop", array.Path);
        await WaitUntilGoneAsync(array, context.CancellationToken);
        return new Nothing();
    }

    public override async Task<MdstatList> MdStat(MdStatRequest request, ServerCallContext context)
    {
        var array = Array(request.Md);
        return new MdstatList { Values = { MdStatus.DevicesOf(await File.ReadAllTextAsync("/proc/mdstat", context.CancellationToken), array.KernelName) } };
    }

    // The kernel takes the device of a stopped array away a moment later, and its names would lead nowhere until then. One that somebody holds open stays.
    private static async Task WaitUntilGoneAsync(BlockDevice array, CancellationToken cancellationToken)
    {
        for (var end = Environment.TickCount64 + GoneMilliseconds; Directory.Exists(array.SysDirectory) && Environment.TickCount64 < end;)
        {
            await Task.Delay(PollMilliseconds, cancellationToken);
        }
    }

    private static BlockDevice Array(ByteString argument)
    {
        var device = BlockDevice.Parse(argument);
        return Directory.Exists(device.SysDirectory + "/md") ? device : throw OperationFailedException.Invalid($"{device.Path}: is not an MD array");
    }

    // What libguestfs's users write: a name, or the path that the array will have.
    private static string Name(ByteString argument)
    {
        var text = GuestText.Decode(argument);
        var name = text.StartsWith(NamedArrays, StringComparison.Ordinal) ? text[NamedArrays.Length..] : text;
        return name.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || "_-.".Contains(c, StringComparison.Ordinal))
            ? name
            : throw OperationFailedException.Invalid($"'{text}' cannot be the name of an array: it has up to {MaxName} letters, digits, dots and dashes");
    }

    private static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Tool.TryRunAsync("mdadm", arguments, cancellationToken);
        if (result.Succeeded)
        {
            return result.Output;
        }

        var said = string.Join("; ", result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var isBusy = said.Contains("busy", StringComparison.OrdinalIgnoreCase) || said.Contains("exclusive access", StringComparison.Ordinal);
        throw new OperationFailedException(
            said.Length > 0 ? (said.StartsWith("mdadm: ", StringComparison.Ordinal) ? said : "mdadm: " + said) : $"mdadm failed with exit code {result.ExitCode} and said nothing",
            isBusy ? Errno.EBUSY : Errno.EINVAL);
    }
}
