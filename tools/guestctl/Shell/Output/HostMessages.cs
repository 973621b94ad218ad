using System.Text.RegularExpressions;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>Errors of the library's own side in the words that scripts for guestfish know. The library says more, but scripts compare.</summary>
internal static class HostMessages
{
    // A pattern for a whole message of ours, and what is known for it. $f is the function's name.
    private static readonly (string Ours, string Known)[] All =
    [
        ("(?:Drive '(.*)' does not exist\\.|Drive: the file name is empty\\.)", "$1: No such file or directory"),
        ("The protocol '(.*)' takes exactly one server.*", "$1: you must specify exactly one server"),
        ("The protocol '(.*)' needs a server.*", "$1: you must specify exactly one server"),
        ("The protocol '(.*)' is not known\\. .*", "unknown protocol ‘$1’"),
        ("The label '.*' is not possible.*", "label parameter is empty, too long, or contains disallowed characters"),
        ("The (format|iface|name) '.*' is not possible.*", "$1 parameter is empty or contains disallowed characters"),
        ("The (format|iface|name) is empty\\. .*", "$1 parameter is empty or contains disallowed characters"),
        ("The cachemode '.*' is not known.*", "cachemode parameter must be ‘writeback’ (default) or ‘unsafe’"),
        ("The discard '.*' is not known.*", "discard parameter must be ‘disable’, ‘enable’ or ‘besteffort’"),
        ("A block size of .* is not possible.*", "blocksize parameter is invalid"),
        ("The size of a new disk .*, not (-[0-9]+|0)\\.", "invalid size: $1"),
        ("The size of a new disk .*", "if using a backing file, size must be passed as -1"),
        ("The server 'unix:' is not understood.*", "missing Unix domain socket path"),
        ("A disk of the format '(.*)' cannot be made.*", "unsupported format ‘$1’"),
        ("The preallocation '(.*)' is not possible.*", "invalid value for preallocation parameter ‘$1’"),
        ("'(.*)' cannot be made: Could not find a part of the path.*", "cannot create raw file: $1: No such file or directory"),
        ("'(.*)' cannot be made: [0-9]+ bytes are more than.*", "$1: truncate: File too large"),
        ("The file name of the new disk is empty\\.", "cannot create raw file: : No such file or directory"),
        ("'(.*)' is not a file or directory of this machine", "source ‘$1’ does not exist (or cannot be read)"),
        ("'(.*)' is not a directory of (?:the guest|this machine)", "target ‘$1’ is not a directory"),
        ("'(.*)' does not exist in the guest", "‘$1’ is not a file or directory"),
        ("unknown credential '(.*)': there are .*", "unknown credential type ‘$1’"),
        ("call mount_local first", "you must call guestfs_mount_local first"),
        ("nothing is mounted by mount_local", "no filesystem is mounted"),
        ("No space left on device : '(.*)'", "$1: write: No space left on device"),
        ("-?[0-9]+ MiB are too few.*", "too small value for memsize (must be at least 256)"),
        ("LIBGUESTFS_MEMSIZE=-?[0-9]+: .*", "too small value for memsize (must be at least 256)"),
        ("LIBGUESTFS_MEMSIZE=.*", "non-numeric value for LIBGUESTFS_MEMSIZE"),
        ("(LIBGUESTFS_[A-Z]+=.*): the value must be .*", "$1: non-boolean value"),
        ("(-[0-9]+|0) is not a number of virtual CPUs.*", "invalid smp parameter: $1"),
        ("([0-9]+) is not a number of virtual CPUs.*", "unsupported number of smp vcpus: $1"),
        ("a drive of (-?[0-9]+) bytes cannot be made.*", "invalid size: $1"),
        ("no QEMU runs: call launch first", "get-pid can only be called after launch"),
        ("the backend '(.*)' is not known.*", "invalid backend: $1"),
        ("the feature group '(.*)' is not known", "$1: unknown group"),
        ("the backend setting '.*' is not set", "setting not found"),
        ("no drive has the label '(.*)'", "disk with label ‘$1’ not found"),
        ("The protocol 'file' takes no server.*", "you cannot specify a server with file-backed disks"),
        ("A drive of the host takes no server.*", "you cannot specify a server with file-backed disks"),
        ("The compatibility level '(.*)' is not known.*", "invalid value for compat parameter ‘$1’"),
        ("The cluster size (.*) is not possible.*", "invalid value for clustersize parameter ‘$1’"),
        ("A raw disk has no backing file, compatibility.*", "compat parameter cannot be used with raw format"),
        ("unknown readonlydisk parameter .*", "unknown readonlydisk parameter"),
        ("(.*): No such file or directory on the host", "$1: No such file or directory"),
        ("(.*): no drive can have this name", "$1: device not found"),
        ("the directory '(.*)' does not exist: .*", "converting path to absolute path: $f: $1: realpath: No such file or directory"),
        ("'(.*)' is not a directory: temporary files .*", "setting temporary directory: $f: ‘$1’ is not a directory"),
        ("the identifier '.*' is not possible: .*", "identifier must contain only alphanumeric characters, underscore or minus sign"),
        ("libvirt asks for no credentials now: .*", "guestfs_impl_$f should only be called from within the GUESTFS_EVENT_LIBVIRT_AUTH event handler"),
    ];

    /// <summary>The known words for a message; the message itself if there are none.</summary>
    /// <param name="function">The function that failed.</param>
    /// <param name="message">Our message.</param>
    public static string Translate(string function, string message)
    {
        foreach (var (ours, known) in All)
        {
            if (Regex.Match(message, $"^{ours}$", RegexOptions.Singleline | RegexOptions.CultureInvariant) is { Success: true } match)
            {
                return match.Result(known.Replace("$f", function, StringComparison.Ordinal));
            }
        }

        return message;
    }
}
