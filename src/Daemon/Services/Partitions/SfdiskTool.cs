using System.Text;
using CliWrap;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>Changes partition tables with sfdisk.</summary>
internal static class SfdiskTool
{
    /// <summary>Runs it with a script at its standard input.</summary>
    /// <param name="device">The drive, for errors.</param>
    /// <param name="script">Lines of a script; none when the arguments say it all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="arguments">Its arguments, the drive among them.</param>
    /// <exception cref="OperationFailedException">What sfdisk said. EBUSY: the drive is in use. EINVAL: most others.</exception>
    public static async Task RunAsync(BlockDevice device, string script, CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new MemoryStream();
        var result = await Tool.PipeAsync(
            "sfdisk", arguments, PipeSource.FromString(script, Encoding.UTF8), PipeTarget.ToStream(output), cancellationToken);
        if (!result.Succeeded)
        {
            throw Failure(device, result with { OutputBytes = output.ToArray() });
        }
    }

    // It says what it does on one stream and what went wrong on the other, each a line.
    private static OperationFailedException Failure(BlockDevice device, ToolResult result)
    {
        var said = string.Join("; ", result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        said = said.StartsWith("sfdisk: ", StringComparison.Ordinal) ? said["sfdisk: ".Length..] : said;
        var errno = said.Contains("in use", StringComparison.Ordinal) || said.Contains("Device or resource busy", StringComparison.Ordinal) ? Errno.EBUSY
            : said.Contains("Read-only file system", StringComparison.Ordinal) || said.Contains("Operation not permitted", StringComparison.Ordinal) ? Errno.EROFS
            : said.Contains("Input/output error", StringComparison.Ordinal) ? Errno.EIO
            : Errno.EINVAL;
        return new OperationFailedException($"{device.Path}: sfdisk: {(said.Length > 0 ? said : $"failed with exit code {result.ExitCode} and said nothing")}", errno);
    }
}
