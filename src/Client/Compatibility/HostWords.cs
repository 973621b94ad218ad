using System.Globalization;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Compatibility;

/// <summary>Errors of functions that work on the host. The library says more, but scripts compare. The first that fits is taken.</summary>
internal static class HostWords
{
    private const string TooLittleMemory = "too small value for memsize (must be at least 256)";
    private const string Disallowed = "parameter is empty or contains disallowed characters";

    private static readonly KnownWords[] All =
    [
        new("copy_in", Reason.HostFileNotFound, "source ‘{file}’ does not exist (or cannot be read)"),
        new("copy_in", Reason.GuestNotADirectory, "target ‘{path}’ is not a directory"),
        new("copy_out", Reason.HostNotADirectory, "target ‘{directory}’ is not a directory"),
        new("copy_out", Reason.GuestFileNotFound, "‘{path}’ is not a file or directory"),
        new("copy_out", Reason.HostDiskFull, "{file}: write: No space left on device"),

        new("disk_create", Reason.HostFileNotFound, "cannot create raw file: {file}: No such file or directory"),
        new("disk_create", Reason.HostFileTooLarge, "{file}: truncate: File too large"),
        new("disk_create", Reason.SizeOfBackingFile, "if using a backing file, size must be passed as -1"),
        Argument("disk_create", "format", "unsupported format ‘{value}’"),
        Argument("disk_create", "preallocation", "invalid value for preallocation parameter ‘{value}’"),
        Argument("disk_create", "clustersize", "invalid value for clustersize parameter ‘{value}’"),
        Argument("*", "size", "invalid size: {value}"),

        new("*", Reason.HostFileNotFound, "{file}: No such file or directory"),
        new("*", Reason.ServerMissing, "{protocol}: you must specify exactly one server"),
        new("*", Reason.ServerNotTaken, "you cannot specify a server with file-backed disks"),
        new("*", Reason.ServerInvalid, "missing Unix domain socket path") { With = ("server", "unix:") },
        Argument("*", "protocol", "unknown protocol ‘{value}’"),
        Argument("*", "label", "label parameter is empty, too long, or contains disallowed characters"),
        Argument("*", "format", "{argument} " + Disallowed),
        Argument("*", "iface", "{argument} " + Disallowed),
        Argument("*", "name", "{argument} " + Disallowed),
        Argument("*", "cachemode", "cachemode parameter must be ‘writeback’ (default) or ‘unsafe’"),
        Argument("*", "discard", "discard parameter must be ‘disable’, ‘enable’ or ‘besteffort’"),
        Argument("*", "blocksize", "blocksize parameter is invalid"),
        Argument("*", "readonlydisk", "unknown readonlydisk parameter"),
        new("*", Reason.DriveLabelUnknown, "disk with label ‘{label}’ not found"),
        new("*", Reason.DriveNameInvalid, "{device}: device not found"),

        Argument("*", "memsize", TooLittleMemory),
        new("*", Reason.EnvironmentInvalid, TooLittleMemory) { With = ("variable", "LIBGUESTFS_MEMSIZE"), When = arguments => Number(arguments).HasValue },
        new("*", Reason.EnvironmentInvalid, "non-numeric value for LIBGUESTFS_MEMSIZE") { With = ("variable", "LIBGUESTFS_MEMSIZE") },
        new("*", Reason.EnvironmentInvalid, "{variable}={value}: non-boolean value"),
        new("*", Reason.ArgumentInvalid, "invalid smp parameter: {value}") { With = ("argument", "smp"), When = arguments => Number(arguments) <= 0 },
        Argument("*", "smp", "unsupported number of smp vcpus: {value}"),
        Argument("*", "backend", "invalid backend: {value}"),
        Argument("*", "identifier", "identifier must contain only alphanumeric characters, underscore or minus sign"),
        new("*", Reason.HostDirectoryNotFound, "converting path to absolute path: {function}: {directory}: realpath: No such file or directory"),
        new("*", Reason.HostNotADirectory, "setting temporary directory: {function}: ‘{directory}’ is not a directory"),
        new("*", Reason.QemuNotRunning, "get-pid can only be called after launch"),
        new("*", Reason.FeatureUnknown, "{feature}: unknown group"),
        new("*", Reason.BackendSettingMissing, "setting not found"),

        new("mount_local_run", Reason.NotMountedLocally, "you must call guestfs_mount_local first"),
        new("umount_local", Reason.NotMountedLocally, "no filesystem is mounted"),
        Argument("*", "creds", "unknown credential type ‘{value}’"),
        new("*", Reason.NoCredentialsAsked, "guestfs_impl_{function} should only be called from within the GUESTFS_EVENT_LIBVIRT_AUTH event handler"),
    ];

    /// <summary>The known words for an error; our own message if there are none.</summary>
    /// <param name="function">The function that failed.</param>
    /// <param name="error">Its error.</param>
    public static string Of(string function, GuestOperationException error)
        => Find(words => words.For(function, error)) ?? error.Detail;

    /// <summary>As the other, for an error that no function is told with.</summary>
    public static string Of(Exception error)
        => error is IHasReason { Reason: var reason } ? Find(words => words.For("", reason.Reason, reason.Arguments, 0)) ?? error.Message : error.Message;

    private static string? Find(Func<KnownWords, string?> ask) => All.Select(ask).FirstOrDefault(message => message is not null);

    private static KnownWords Argument(string functions, string argument, string words)
        => new(functions, Reason.ArgumentInvalid, words) { With = ("argument", argument) };

    private static int? Number(IReadOnlyDictionary<string, string> arguments)
        => int.TryParse(arguments["value"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
