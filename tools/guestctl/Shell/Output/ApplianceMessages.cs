using System.Text.RegularExpressions;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>Errors of calls in the appliance in the words that scripts for guestfish know.</summary>
internal static class ApplianceMessages
{
    // Of a GPT, or of any partition table.
    private const string Missing = "(/dev/[^:]*): there is no (?:GPT partition table on it|partition [0-9]+)";

    private const string Path = "(/.*|\\./.*)";

    // For which functions, a pattern for a whole message of ours, and what is known for it. $f is the function's name.
    private static readonly (string Functions, string Ours, string Known)[] All =
    [
        ("command|command_lines|sh|sh_lines", "no file system is mounted on /: call 'mount' first", "do_command: you must call 'mount' first to mount the root filesystem"),
        ("df|df_h|inotify_init", "no file system is mounted on /: call 'mount' first", "do_$f: you must call 'mount' first to mount the root filesystem"),
        (".*", "no file system is mounted on /: call 'mount' first", "$f_stub: you must call 'mount' first to mount the root filesystem"),
        ("mount|mount_ro|mount_options|mount_vfs", "(.*): path must start with a / character", "mount: $1: mount point is not a directory"),
        ("mount|mount_ro|mount_options|mount_vfs", "cannot mount on (.*): (?:No such file or directory|Not a directory)", "mount: $1: mount point is not a directory"),
        ("tar_out|cpio_out", "(.*): path must start with a / character", "stat: $1: No such file or directory"),
        ("mkmountpoint|rmmountpoint", ".*: path must start with a / character", "do_$f: path must start with a / character"),
        (".*", ".*: path must start with a / character", "$f_stub: path must start with a / character"),
        (".*", "(.*): a device name must start with /dev/", "$f_stub: $1: No such file or directory"),
        (".*", "(/dev/[^:]*): No such file or directory", "$f_stub: $1: No such file or directory"),
        (".*", "(/dev/.*): not a block device", "$f_stub: $1: expecting a device name"),
        ("inotify_.*", "nothing is watched: .*", "do_$f: you must call 'inotify_init' first to initialize inotify"),
        ("aug_.*", "Augeas was not started: .*", "do_$f: you must call 'aug-init' first to initialize Augeas"),
        ("hivex_.*", "no hive is open: .*", "do_$f: you must call 'hivex-open' first to initialize the hivex handle"),
        ("(?:internal_)?journal_.*", "no journal is open: .*", "do_$f: you must call 'journal-open' first to initialize the journal handle"),
        ("journal_open", Path + ": ([^:]*)", "sd_journal_open_directory: $1: $2"),
        ("truncate_size", Path + ": File too large", "ftruncate: $1: File too large"),
        ("fill", Path + ": No space left on device", "write: $1: No space left on device"),
        ("ls0|readdir", Path + ": (.*)", "opendir: $1: $2"),
        ("file", Path + ": ([^:]*)", "lstat: $1: $2"),
        ("pwrite_device", "(/dev/[^:]*): (No space left on device)", "pwrite: $1: $2"),
        ("pread|pwrite|touch|truncate|truncate_size|fallocate|fallocate64|internal_readlinklist|internal_write|internal_write_append", Path + ": ([^:]*)", "open: $1: $2"),
        ("realpath|readlink|statvfs", Path + ": ([^:]*)", "$f: $1: $2"),
        ("download", Path + ": Is a directory", "$1: is a directory"),
        ("tar_out|cpio_out", Path + ": Not a directory", "$1: not a directory"),
        ("tgz_out|tar_out|cpio_out", Path + ": ([^:]*)", "stat: $1: $2"),
        ("cpio_out", "the format is '(.*)', but must be newc or crc", "$1: format must be 'newc' or 'crc'"),
        ("compress_out|compress_device_out", "level is .*, but must be .*", "gzip: incorrect value for level parameter"),
        ("utimens", Path + ": ([^:]*)", "utimensat: $1: $2"),
        ("l?getxattrs", Path + ": ([^:]*)", "listxattr: $1: $2"),
        ("file_architecture", Path + ": No such file or directory", "lstat: $1: No such file or directory"),
        ("wc_l", Path + ": ([^:]*)", "wc -l: $1: $2"),
        ("wc_c", Path + ": ([^:]*)", "wc -c: $1: $2"),
        ("wc_w", Path + ": ([^:]*)", "wc -w: $1: $2"),
        ("du", Path + ": ([^:]*)", "$1: du: cannot access '/sysroot$1': $2"),
        ("rename", Path + " to (/.*): ([^:]*)", "rename: $1: $2: $3"),
        ("ln|ln_f", Path + " to (/.*): ([^:]*)", "link: $1: $2: $3"),
        ("rm_rf", "/: Device or resource busy", "cannot remove root directory"),
        ("umask", "mask is (.*), but must be .*", "$1: mask negative or out of range"),
        ("fill", "c is (.*), but must be .*", "$1: byte number must be in range 0..255"),
        ("fill", "the length is (.*), but must not be negative", "$1: length is < 0"),
        ("download_offset", "the (size|offset) is .*, but must not be negative", "$1 is negative"),
        ("pread|pwrite", "the (offset|count) is .*, but must not be negative", "$1 is negative"),
        ("acl_set_file", ".*: cannot set the access control list '(.*)': ([^:]*)", "could not parse acl string: $1: acl_from_text: $2"),
        ("cap_set_file", ".*: cannot set the capabilities '(.*)': ([^:]*)", "could not parse cap string: $1: cap_from_text: $2"),
        ("case_sensitive_path", "/.*: ([^/:]*): No such file or directory", "$1: not found"),
        ("part_get_gpt_type", Missing, "$1: sgdisk output did not contain 'Partition GUID code'"),
        ("part_get_gpt_guid", Missing, "$1: sgdisk output did not contain 'Partition unique GUID'"),
        ("part_get_gpt_attributes", Missing, "$1: sgdisk output did not contain 'Attribute flags'"),
        ("part_get_name", "/dev/[^:]*: there is no GPT partition table on it", "part-get-name can only be used on GUID Partition Tables"),
        ("part_get_mbr_id", "(/dev/[^:]*): there is no (?:MBR )?partition table on it", "sfdisk exited with status 1: sfdisk: $1: no partition table found"),
        ("part_get_mbr_id|part_get_mbr_part_type", "(/dev/[^:]*): there is no partition ([0-9]+)", "sfdisk exited with status 1: sfdisk: $1: partition $2: partition is unused"),
        ("part_get_bootable", "(/dev/[^:]*): there is no partition table on it", "parted print: $1: Error: $1: unrecognised disk label"),
        ("part_get_.*", "(/dev/[^:]*): there is no partition table on it", "parted: $1: parted exited with status 1: Error: $1: unrecognised disk label: Invalid argument"),
        ("part_.*", "/dev/[^:]*: there is no partition ([0-9]+)", "partition number $1 not found"),
        ("part_add", "'(.*)' is not a kind of partition: .*", "unknown partition type: $1: this should be \"primary\", \"logical\" or \"extended\""),
        ("part_init|part_disk", "'.*' is not a known type of partition table: .*", "unknown partition type: common choices are \"gpt\" and \"msdos\""),
        ("part_set_gpt_.*|part_set_disk_guid.*|part_expand_gpt", "(/dev/[^:]*): there is no GPT partition table on it", "sgdisk $1: Non-GPT disk; not saving changes. Use -g to override."),
        ("part_.*gpt_.*|part_set_disk_guid", "'.*' is no GUID: .*", "guid: parameter is not a valid GUID"),
        ("part_to_dev|part_to_partnum", "/dev/[^:]*: not a partition", "device name is not a partition"),
        ("part_.*", "/dev/[^:]*: [^:]* is no number of a partition: .*", "partition number must be >= 1"),
        ("part_.*", "(/dev/[^:]*): there is a file system on the whole drive and no partition table", "$1: not a partitioned device"),
        ("part_.*", "(/dev/[^:]*): no partition table is recognised: .*", "parted: $1: parted exited with status 1: Error: $1: unrecognised disk label: Invalid argument"),
        ("mkfs", "(/dev/[^:]*): this appliance cannot make a file system of type '(.*)': .*", "$2: $1: mkfs: failed to execute mkfs.$2: No such file or directory"),
        ("remount", "remount needs the argument rw.*", "parameter 'rw' must be specified"),
        ("inspect_.*", "(.*root device not found: only call this function with a root) that inspect_os returned", "$1 device previously returned by guestfs_inspect_os"),
        (".*", "(\\w+): \\1: (.*)", "$1: $2"),
        ("l?getxattr", "/.*: ([^:]*)", "getxattr: $1"),
        ("l?setxattr", "/.*: ([^:]*)", "setxattr: $1"),
        ("l?removexattr", "/.*: ([^:]*)", "removexattr: $1"),
        ("checksum|checksum_device|checksums_out", "unknown checksum type '.*", "unknown checksum type, expecting crc|md5|sha1|sha224|sha256|sha384|sha512"),
        ("compress_(?:device_)?out", "unknown compression type: .*", "unknown compression type"),
        ("acl_get_file|acl_set_file", "acltype is '(.*)', but must be .*", "invalid acltype parameter: $1"),
        ("command.*", "the list of arguments must begin with the name of a program", "passed an empty list"),
        ("command|command_lines", "cannot run (.*): there is no such program in .*", "$1: No such file or directory"),
        ("command.*|sh.*", "cannot run (.*): ([^:]*)", "$1: $2"),
        ("inspect_.*", "/.*: nothing has been inspected yet: call inspect_os first", "no inspection data: call guestfs_inspect_os first"),
        ("find0", Path + ": Not a directory", "$1: not a directory"),
        ("strings_e", "encoding is '(.*)', but must be .*", "$1: invalid encoding"),
        ("zfile", "unknown method '.*", "unknown method"),
        ("mkdir_p", Path + ": File exists", "$1: a path element was not a directory"),
        ("file_architecture", Path + ": the architecture of this file cannot be told", "unknown architecture: $1"),
        ("mv|cp|cp_a|cp_r", Path + ": No such file or directory", "$f: cannot stat '/sysroot$1': No such file or directory"),
        ("umount", Path + ": No such file or directory", "$1: umount: /sysroot$1: no mount point specified."),
        ("umount", "(/dev/.*): not mounted", "$1: umount: $1: not mounted."),
        ("umount", Path + ": not mounted", "$1: umount: /sysroot$1: not mounted."),
        ("findfs_.*", "no device has (.*)", "findfs exited with status 1: findfs: unable to resolve '$1'"),
        ("debug", "debug: '.*' is not a subcommand; .*", "use 'debug help 0' to list the supported commands"),
        ("debug", "(sh: expecting a command to run)", "$1"),
        ("debug", "sh failed with exit code [0-9]+ and said nothing", ""),
        ("debug", "sh: (.*)", "$1"),
        ("set_label", "/dev/[^:]*: no file system is recognised on it", "don't know how to set the label for '' filesystems"),
        ("set_label", "(.*): a label of ext[234] has at most 16 bytes, .*", "$1: ext2/3/4 labels are limited to 16 bytes"),
        ("vfs_minimum_size", "/dev/[^:]*: no file system is recognised on it", "don't know how to get minimum size of '' filesystems"),
        ("vfs_minimum_size", "/dev/[^:]*: it is (.*), and of that how small it can get is not known", "don't know how to get minimum size of '$1' filesystems"),
        ("cryptsetup_open|luks_open.*", "/dev/[^:]*: there is nothing known on it, .*", ": unknown encrypted device type"),
        ("cryptsetup_open|luks_open.*", "/dev/[^:]*: there is (.*) on it, which is not encrypted; .*", "$1: unknown encrypted device type"),
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
