using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Partitions;

/// <summary>Changes partition tables with parted, which tells the kernel too. It takes its words apart again at blanks and quotation
/// marks, so what the caller wrote may be among them only when it is quoted.</summary>
internal static class PartedTool
{
    /// <summary>Runs commands on a drive; parted stops at the first that fails.</summary>
    /// <exception cref="OperationFailedException">What parted said. EBUSY: a partition is in use. EINVAL: most others, as it is the
    /// request that does not fit the table.</exception>
    public static async Task RunAsync(BlockDevice device, CancellationToken cancellationToken, params string[] words)
    {
        var result = await TryRunAsync(device, cancellationToken, words);
        if (!result.Succeeded)
        {
            throw Failure(device, result);
        }
    }

    /// <summary>As <see cref="RunAsync"/>, whatever happens.</summary>
    public static Task<ToolResult> TryRunAsync(BlockDevice device, CancellationToken cancellationToken, params string[] words)
        => Tool.TryRunAsync("parted", ["-s", "-a", "none", "--", device.Path, .. words], cancellationToken);

    /// <summary>Makes one word of any text.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it has characters that parted has no way to be given.</exception>
    public static string Quote(string text)
        => text.Length > 0 && text.All(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\'' or '"' or '\\'))
            ? $"'{text}'"
            : throw OperationFailedException.Invalid($"'{text}' cannot be the name of a partition in this type of table");

    /// <summary>The error of a run that failed.</summary>
    public static OperationFailedException Failure(BlockDevice device, ToolResult result)
    {
        var said = Said(result);
        var errno = said.Contains("being used", StringComparison.Ordinal) || said.Contains("unable to inform the kernel", StringComparison.Ordinal) ? Errno.EBUSY
            : said.Contains("Read-only file system", StringComparison.Ordinal) || said.Contains("read-only", StringComparison.Ordinal) ? Errno.EROFS
            : said.Contains("Input/output error", StringComparison.Ordinal) ? Errno.EIO
            : Errno.EINVAL;
        return new OperationFailedException($"{device.Path}: parted: {(said.Length > 0 ? said : $"failed with exit code {result.ExitCode} and said nothing")}", errno);
    }

    /// <summary>What parted said about what went wrong, on one line. It writes on either stream.</summary>
    public static string Said(ToolResult result)
        => string.Join(' ', $"{result.Output}\n{result.Error}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("parted: invalid token", StringComparison.Ordinal))
            .Select(line => line.StartsWith("Error: ", StringComparison.Ordinal) ? line["Error: ".Length..] : line));
}
