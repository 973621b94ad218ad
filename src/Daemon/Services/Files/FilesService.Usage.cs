using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Reports;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override Task<StringReply> Df(NoArguments request, ServerCallContext context) => DfAsync([], context);

    public override Task<StringReply> DfH(NoArguments request, ServerCallContext context) => DfAsync(["-h"], context);

    public override async Task<Int64Reply> Du(DuRequest request, ServerCallContext context)
    {
        using var file = root.Open(GuestPath.Parse(request.Path), OpenFlags.Path | OpenFlags.NoFollow);

        // The slash behind a directory makes it that, and not the link by which the tool gets there.
        var isDirectory = Libc.Stat(file, out var status) && status.Type == FileType.Directory;
        if (!isDirectory)
        {
            return await Reply.Of((long)(status.Blocks + 1) / 2);
        }

        await using var pulse = new Pulse(context);
        var output = await Tool.RunAsync("du", ["-s", "-k", "--", file.ToolPath() + "/"], context.CancellationToken);
        return await Reply.Of(long.Parse(output.Split('\t')[0], CultureInfo.InvariantCulture));
    }

    private async Task<StringReply> DfAsync(string[] options, ServerCallContext context)
    {
        using var top = root.OpenRoot();
        var targets = MountTable.Read().Select(mount => mount.Target).Distinct();
        var output = await Tool.RunAsync("df", [.. options, "--", .. targets], context.CancellationToken);
        return await Reply.Of(string.Join('\n', output.Split('\n').Select(InGuest)));
    }

    // The mount point is the last column, where the appliance has the guest below a directory of its own.
    private static string InGuest(string line)
    {
        var at = line.LastIndexOf(" " + GuestRoot.MountPoint, StringComparison.Ordinal);
        if (at < 0)
        {
            return line;
        }

        var rest = line[(at + 1 + GuestRoot.MountPoint.Length)..];
        return $"{line[..at]} {(rest.Length == 0 ? "/" : rest)}";
    }
}
