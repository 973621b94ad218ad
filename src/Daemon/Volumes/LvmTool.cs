using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Runs lvm, with the filter that the caller may have set.</summary>
internal static class LvmTool
{
    private static readonly string[] NoFilter = [];
    private static volatile string[] _filter = NoFilter;

    /// <summary>Lets lvm see only some devices, and their partitions if they are drives; null shows all.</summary>
    public static void SetFilter(IEnumerable<string>? devices) => _filter = devices is null ? NoFilter : Filter(devices);

    /// <summary>Runs a subcommand and returns what it printed.</summary>
    /// <exception cref="OperationFailedException">What lvm said.</exception>
    public static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await VolumeAssembly.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var result = await Tool.TryRunAsync("lvm", Arguments(arguments), cancellationToken).ConfigureAwait(false);
        return result.Succeeded ? result.Output : throw Failure(result);
    }

    /// <summary>The arguments of a subcommand with the filter.</summary>
    public static string[] Arguments(params string[] arguments) => [arguments[0], .. _filter, .. arguments.Skip(1)];

    /// <summary>Checks a name of a group before it becomes an argument.</summary>
    public static string GroupName(string name)
        => name.Length is > 0 and < 128 && name[0] != '-' && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || "+_.-".Contains(c, StringComparison.Ordinal))
            ? name
            : throw OperationFailedException.Invalid($"'{name}' cannot be the name of a volume group");

    private static string[] Filter(IEnumerable<string> devices)
    {
        var accepted = devices.SelectMany(device => (string[])[$"\"a|^{Quote(device)}$|\"", $"\"a|^{Quote(device)}p?[0-9]+$|\""]);
        return ["--config", $"devices/filter=[{string.Join(',', accepted.Append("\"r|.*|\""))}]"];
    }

    // Only characters that a name of a device has and that mean something else in a pattern.
    private static string Quote(string device)
        => device.All(c => char.IsAsciiLetterOrDigit(c) || "/_-.+".Contains(c, StringComparison.Ordinal))
            ? device.Replace("+", "[+]", StringComparison.Ordinal).Replace(".", "[.]", StringComparison.Ordinal)
            : throw OperationFailedException.Invalid($"{device}: lvm cannot filter by this name");

    private static OperationFailedException Failure(ToolResult result)
    {
        var said = string.Join("; ", result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Concat(LvmReport.Messages(result.Output)));
        var errno = said.Contains("not found", StringComparison.Ordinal) || said.Contains("Failed to find", StringComparison.Ordinal) ? Errno.ENOENT
            : said.Contains("in use", StringComparison.Ordinal) || said.Contains("open logical volume", StringComparison.Ordinal) ? Errno.EBUSY
            : Errno.EIO;
        return new OperationFailedException(said.Length > 0 ? $"lvm: {said}" : $"lvm failed with exit code {result.ExitCode} and said nothing", errno);
    }
}
