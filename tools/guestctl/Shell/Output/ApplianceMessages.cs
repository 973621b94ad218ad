using System.Text.RegularExpressions;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>Errors of calls in the appliance in the words that scripts for guestfish know.</summary>
internal static class ApplianceMessages
{
    private const string Path = "(/.*|\\./.*)";

    // For which functions, a pattern for a whole message of ours, and what is known for it. $f is the function's name.
    private static readonly (string Functions, string Ours, string Known)[] All =
    [
        (".*", "no file system is mounted on /: call 'mount' first", "$f_stub: you must call 'mount' first to mount the root filesystem"),
        (".*", "[^/]?.*: path must start with a / character", "$f_stub: path must start with a / character"),
        (".*", "(.*): a device name must start with /dev/", "$f_stub: $1: No such file or directory"),
        (".*", "(/dev/[^:]*): No such file or directory", "$f_stub: $1: No such file or directory"),
        ("ls0|readdir", Path + ": (.*)", "opendir: $1: $2"),
        ("pread|pwrite|touch|internal_readlinklist|internal_write|internal_write_append", Path + ": ([^:]*)", "open: $1: $2"),
        ("realpath|readlink|statvfs", Path + ": ([^:]*)", "$f: $1: $2"),
        ("tgz_out|tar_out", Path + ": (.*)", "stat: $1: $2"),
        ("l?getxattr", "/.*: ([^:]*)", "getxattr: $1"),
        ("l?setxattr", "/.*: ([^:]*)", "setxattr: $1"),
        ("l?removexattr", "/.*: ([^:]*)", "removexattr: $1"),
        ("checksum|checksum_device|checksums_out", "unknown checksum type '.*", "unknown checksum type, expecting crc|md5|sha1|sha224|sha256|sha384|sha512"),
        ("compress_(?:device_)?out", "unknown compression type: .*", "unknown compression type"),
        ("acl_get_file|acl_set_file", "acltype is '(.*)', but must be .*", "invalid acltype parameter: $1"),
        ("command|command_lines", "cannot run (.*): there is no such program in .*", "$1: No such file or directory"),
        ("command.*|sh.*", "cannot run (.*): ([^:]*)", "$1: $2"),
        ("inspect_.*", "/.*: nothing has been inspected yet: call inspect_os first", "no inspection data: call guestfs_inspect_os first"),
        ("find0", Path + ": Not a directory", "$1: not a directory"),
        ("strings_e", "encoding is '(.*)', but must be .*", "$1: invalid encoding"),
        ("zfile", "unknown method '.*", "unknown method"),
        ("mkdir_p", Path + ": File exists", "$1: a path element was not a directory"),
        ("file_architecture", Path + ": the architecture of this file cannot be told", "unknown architecture: $1"),
        ("mv|cp|cp_a|cp_r", Path + ": No such file or directory", "$f: cannot stat '/sysroot$1': No such file or directory"),
        ("umount", Path + ": not mounted", "$1: umount: /sysroot$1: not mounted."),
        ("findfs_.*", "no device has (.*)", "findfs exited with status 1: findfs: unable to resolve '$1'"),
        ("mkdtemp|mktemp", Path + ": the template must end with XXXXXX", "$1: Invalid argument"),
    ];

    /// <summary>The known words for a message; the message itself if there are none.</summary>
    public static string Translate(string function, string message)
    {
        foreach (var (functions, ours, known) in All)
        {
            if (IsWhole(function, functions).Success && IsWhole(message, ours) is { Success: true } match)
            {
                return match.Result(known.Replace("$f", function, StringComparison.Ordinal));
            }
        }

        return message;
    }

    private static Match IsWhole(string text, string pattern) => Regex.Match(text, $"^(?:{pattern})$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
