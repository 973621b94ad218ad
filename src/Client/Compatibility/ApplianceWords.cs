namespace GuestCtl.Compatibility;

/// <summary>Errors of functions that work in the appliance. The first that fits is taken.</summary>
internal static class ApplianceWords
{
    private const string MountFirst = "you must call 'mount' first to mount the root filesystem";
    private const string NotADirectory = "mount: {path}: mount point is not a directory";
    private const string NoTable = "parted: {device}: parted exited with status 1: Error: {device}: unrecognised disk label: Invalid argument";
    private const string NoGpt = "sgdisk {device}: Non-GPT disk; not saving changes. Use -g to override.";
    private const string Cannot = "cannot stat '/sysroot{subject}': {error}";

    private static readonly KnownWords[] All =
    [
        new("command|command_lines|sh|sh_lines", Reason.RootNotMounted, "do_command: " + MountFirst),
        new("df|df_h|inotify_init", Reason.RootNotMounted, "do_{function}: " + MountFirst),
        new("*", Reason.RootNotMounted, "{function}_stub: " + MountFirst),
        new("mount|mount_ro|mount_options|mount_vfs", Reason.PathNotAbsolute, NotADirectory),
        new("mount|mount_ro|mount_options|mount_vfs", Reason.MountPointUnusable, NotADirectory),
        new("tar_out|cpio_out", Reason.PathNotAbsolute, "stat: {path}: No such file or directory"),
        new("mkmountpoint|rmmountpoint", Reason.PathNotAbsolute, "do_{function}: path must start with a / character"),
        new("*", Reason.PathNotAbsolute, "{function}_stub: path must start with a / character"),
        new("*", Reason.DeviceNameInvalid, "{function}_stub: {device}: No such file or directory"),
        new("*", Reason.DeviceNotFound, "{function}_stub: {device}: No such file or directory"),
        new("*", Reason.NotABlockDevice, "{function}_stub: {device}: expecting a device name"),
        new("inotify_*", Reason.NothingWatched, "do_{function}: you must call 'inotify_init' first to initialize inotify"),
        new("aug_*", Reason.AugeasNotStarted, "do_{function}: you must call 'aug-init' first to initialize Augeas"),
        new("hivex_*", Reason.HiveNotOpen, "do_{function}: you must call 'hivex-open' first to initialize the hivex handle"),
        new("journal_*|internal_journal_*", Reason.JournalNotOpen, "do_{function}: you must call 'journal-open' first to initialize the journal handle"),

        new("journal_open", Reason.SystemError, "sd_journal_open_directory: {subject}: {error}"),
        new("truncate_size", Reason.SystemError, "ftruncate: {subject}: {error}") { Errno = Errno.EFBIG },
        new("fill", Reason.SystemError, "write: {subject}: {error}") { Errno = Errno.ENOSPC },
        new("ls0|readdir", Reason.SystemError, "opendir: {subject}: {error}"),
        new("file", Reason.SystemError, "lstat: {subject}: {error}"),
        new("pwrite_device", Reason.SystemError, "pwrite: {subject}: {error}") { Errno = Errno.ENOSPC },
        new("pread|pwrite|touch|truncate|truncate_size|fallocate|fallocate64", Reason.SystemError, "open: {subject}: {error}"),
        new("internal_readlinklist|internal_write|internal_write_append", Reason.SystemError, "open: {subject}: {error}"),
        new("realpath|readlink|statvfs", Reason.SystemError, "{function}: {subject}: {error}"),
        new("download", Reason.SystemError, "{subject}: is a directory") { Errno = Errno.EISDIR },
        new("tar_out|cpio_out", Reason.SystemError, "{subject}: not a directory") { Errno = Errno.ENOTDIR },
        new("tgz_out|tar_out|cpio_out", Reason.SystemError, "stat: {subject}: {error}"),
        new("utimens", Reason.SystemError, "utimensat: {subject}: {error}"),
        new("getxattrs|lgetxattrs", Reason.SystemError, "listxattr: {subject}: {error}"),
        new("getxattr|lgetxattr", Reason.SystemError, "getxattr: {error}"),
        new("setxattr|lsetxattr", Reason.SystemError, "setxattr: {error}"),
        new("removexattr|lremovexattr", Reason.SystemError, "removexattr: {error}"),
        new("file_architecture", Reason.SystemError, "lstat: {subject}: {error}") { Errno = Errno.ENOENT },
        new("wc_l", Reason.SystemError, "wc -l: {subject}: {error}"),
        new("wc_c", Reason.SystemError, "wc -c: {subject}: {error}"),
        new("wc_w", Reason.SystemError, "wc -w: {subject}: {error}"),
        new("du", Reason.SystemError, "{subject}: du: cannot access '/sysroot{subject}': {error}"),
        new("rename", Reason.SystemErrorBetween, "rename: {from}: {to}: {error}"),
        new("ln|ln_f", Reason.SystemErrorBetween, "link: {from}: {to}: {error}"),
        new("rm_rf", Reason.SystemError, "cannot remove root directory") { With = ("subject", "/"), Errno = Errno.EBUSY },
        new("find0", Reason.SystemError, "{subject}: not a directory") { Errno = Errno.ENOTDIR },
        new("mkdir_p", Reason.SystemError, "{subject}: a path element was not a directory") { Errno = Errno.EEXIST },
        new("mv|cp|cp_a|cp_r", Reason.SystemError, "{function}: " + Cannot) { Errno = Errno.ENOENT },
        new("umount", Reason.SystemError, "{subject}: umount: /sysroot{subject}: no mount point specified.") { Errno = Errno.ENOENT },

        new("cpio_out", Reason.ArgumentInvalid, "{value}: format must be 'newc' or 'crc'") { With = ("argument", "format") },
        new("compress_out|compress_device_out", Reason.ArgumentInvalid, "gzip: incorrect value for level parameter") { With = ("argument", "level") },
        new("compress_out|compress_device_out", Reason.ArgumentInvalid, "unknown compression type"),
        new("umask", Reason.ArgumentInvalid, "{value}: mask negative or out of range"),
        new("fill", Reason.ArgumentInvalid, "{value}: byte number must be in range 0..255"),
        new("fill", Reason.ArgumentNegative, "{value}: length is < 0"),
        new("download_offset|pread|pwrite", Reason.ArgumentNegative, "{argument} is negative"),
        new("checksum|checksum_device|checksums_out", Reason.ArgumentInvalid, "unknown checksum type, expecting crc|md5|sha1|sha224|sha256|sha384|sha512"),
        new("acl_get_file|acl_set_file", Reason.ArgumentInvalid, "invalid acltype parameter: {value}"),
        new("strings_e", Reason.ArgumentInvalid, "{value}: invalid encoding"),
        new("zfile", Reason.ArgumentInvalid, "unknown method"),
        new("acl_set_file", Reason.AccessListRefused, "could not parse acl string: {list}: acl_from_text: {error}"),
        new("cap_set_file", Reason.CapabilitiesRefused, "could not parse cap string: {capabilities}: cap_from_text: {error}"),
        new("case_sensitive_path", Reason.NameNotFound, "{name}: not found"),
        new("file_architecture", Reason.ArchitectureUnknown, "unknown architecture: {path}"),
        new("mkdtemp|mktemp", Reason.TemplateInvalid, "{path}: Invalid argument"),

        new("part_get_gpt_type", Reason.NoPartition, "{device}: sgdisk output did not contain 'Partition GUID code'"),
        new("part_get_gpt_guid", Reason.NoPartition, "{device}: sgdisk output did not contain 'Partition unique GUID'"),
        new("part_get_gpt_attributes", Reason.NoPartition, "{device}: sgdisk output did not contain 'Attribute flags'"),
        new("part_get_gpt_type", Reason.NoPartitionTable, "{device}: sgdisk output did not contain 'Partition GUID code'") { With = ("kind", "gpt") },
        new("part_get_gpt_guid", Reason.NoPartitionTable, "{device}: sgdisk output did not contain 'Partition unique GUID'") { With = ("kind", "gpt") },
        new("part_get_gpt_attributes", Reason.NoPartitionTable, "{device}: sgdisk output did not contain 'Attribute flags'") { With = ("kind", "gpt") },
        new("part_get_name", Reason.NoPartitionTable, "part-get-name can only be used on GUID Partition Tables") { With = ("kind", "gpt") },
        new("part_get_mbr_id", Reason.NoPartitionTable, "sfdisk exited with status 1: sfdisk: {device}: no partition table found") { When = arguments => arguments["kind"] != "gpt" },
        new("part_get_mbr_id|part_get_mbr_part_type", Reason.NoPartition, "sfdisk exited with status 1: sfdisk: {device}: partition {number}: partition is unused"),
        new("part_get_bootable", Reason.NoPartitionTable, "parted print: {device}: Error: {device}: unrecognised disk label") { With = ("kind", "any") },
        new("part_get_*", Reason.NoPartitionTable, NoTable) { With = ("kind", "any") },
        new("part_*", Reason.NoPartition, "partition number {number} not found"),
        new("part_add", Reason.ArgumentInvalid, "unknown partition type: {value}: this should be \"primary\", \"logical\" or \"extended\"") { With = ("argument", "prlogex") },
        new("part_init|part_disk", Reason.ArgumentInvalid, "unknown partition type: common choices are \"gpt\" and \"msdos\"") { With = ("argument", "parttype") },
        new("part_set_gpt_*|part_set_disk_guid*|part_expand_gpt", Reason.NoPartitionTable, NoGpt) { With = ("kind", "gpt") },
        new("part_*", Reason.ArgumentInvalid, "guid: parameter is not a valid GUID") { With = ("argument", "guid") },
        new("part_to_dev|part_to_partnum", Reason.NotAPartition, "device name is not a partition"),
        new("part_*", Reason.ArgumentInvalid, "partition number must be >= 1") { With = ("argument", "partnum") },
        new("part_*", Reason.NotPartitioned, "{device}: not a partitioned device"),
        new("part_*", Reason.PartitionTableUnknown, NoTable),

        new("mkfs", Reason.FilesystemNotMade, "{type}: {device}: mkfs: failed to execute mkfs.{type}: No such file or directory"),
        new("remount", Reason.MountModeMissing, "parameter 'rw' must be specified"),
        new("umount", Reason.NotMounted, "{subject}: umount: {subject}: not mounted.") { When = arguments => arguments["subject"].StartsWith("/dev/", StringComparison.Ordinal) },
        new("umount", Reason.NotMounted, "{subject}: umount: /sysroot{subject}: not mounted."),
        new("findfs_*", Reason.TagNotFound, "findfs exited with status 1: findfs: unable to resolve '{tag}'"),
        new("set_label", Reason.NoFilesystem, "don't know how to set the label for '' filesystems"),
        new("set_label", Reason.LabelTooLong, "{label}: ext2/3/4 labels are limited to 16 bytes") { When = arguments => arguments["type"].StartsWith("ext", StringComparison.Ordinal) },
        new("vfs_minimum_size", Reason.NoFilesystem, "don't know how to get minimum size of '' filesystems"),
        new("vfs_minimum_size", Reason.FilesystemUnsupported, "don't know how to get minimum size of '{type}' filesystems"),
        new("cryptsetup_open|luks_open*", Reason.NotEncrypted, "{type}: unknown encrypted device type"),

        new("inspect_*", Reason.RootUnknown, "{root}: root device not found: only call this function with a root device previously returned by guestfs_inspect_os"),
        new("inspect_*", Reason.NothingInspected, "no inspection data: call guestfs_inspect_os first"),
        new("command*", Reason.ProgramMissing, "passed an empty list"),
        new("command|command_lines", Reason.ProgramNotFound, "{program}: No such file or directory"),
        new("command*|sh*", Reason.ProgramUnusable, "{program}: {cause}"),
        new("debug", Reason.DebugCommandUnknown, "use 'debug help 0' to list the supported commands"),
        new("debug", Reason.ShellCommandMissing, "sh: expecting a command to run"),
        new("debug", Reason.ShellFailed, "{output}"),
    ];

    /// <summary>The known words for an error; our own message if there are none.</summary>
    public static string Of(string function, GuestOperationException error)
        => All.Select(words => words.For(function, error)).FirstOrDefault(message => message is not null) ?? error.Detail;
}
