using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Runs lvm, with the filter that the caller may have set.</summary>
internal static class LvmTool
{
    // What lvm says, and the error behind it. Its exit code is the same for all of them.
    private static readonly (string Text, int Errno)[] Causes =
    [
        ("not found", Errno.ENOENT),
        ("Failed to find", Errno.ENOENT),
        ("already exists", Errno.EEXIST),
        ("signature detected", Errno.EEXIST),
        ("insufficient", Errno.ENOSPC),
        ("Insufficient", Errno.ENOSPC),
        ("in use", Errno.EBUSY),
        ("is used by", Errno.EBUSY),
        ("open logical volume", Errno.EBUSY),
        ("has active logical volumes", Errno.EBUSY),
        ("exclusively", Errno.EBUSY),
        ("without -ff", Errno.EBUSY),
    ];

    // Remarks that come with success and failure alike.
    private static readonly string[] Noise = ["This metadata update is NOT backed up", "--help' for more information"];

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
        var said = string.Join("; ", result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Concat(LvmReport.Messages(result.Output)).Where(line => !Noise.Any(line.Contains)));
        var errno = Causes.FirstOrDefault(cause => said.Contains(cause.Text, StringComparison.Ordinal)).Errno;
        return new OperationFailedException(
            said.Length > 0 ? $"lvm: {said}" : $"lvm failed with exit code {result.ExitCode} and said nothing", errno != 0 ? errno : Errno.EIO);
    }
}
