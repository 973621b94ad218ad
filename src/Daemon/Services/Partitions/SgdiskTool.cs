using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>Changes what only sgdisk can change in a GPT. It tells the kernel where partitions that are not in use are; it never moves any.</summary>
internal static class SgdiskTool
{
    /// <exception cref="OperationFailedException">What sgdisk said.</exception>
    public static async Task RunAsync(BlockDevice device, CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Tool.TryRunAsync("sgdisk", [.. arguments, device.Path], cancellationToken);
        if (!result.Succeeded)
        {
            // It says what went wrong on either stream, in paragraphs.
            var said = string.Join(' ', $"{result.Error}\n{result.Output}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            throw new OperationFailedException($"{device.Path}: sgdisk: {(said.Length > 0 ? said : $"failed with exit code {result.ExitCode} and said nothing")}", Errno.EIO);
        }
    }
}
