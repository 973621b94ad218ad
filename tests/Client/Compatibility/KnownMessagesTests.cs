using GuestCtl.Compatibility;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Client.Tests.Compatibility;

/// <summary>What is expected is what guestfish 1.48 prints for the same mistake.</summary>
public sealed class KnownMessagesTests
{
    public static TheoryData<string, ErrorReason, int, string> Known => new()
    {
        { "mkdir", Reasons.SystemError("/d"), Errno.EEXIST, "mkdir: our message" },
        { "mkdir", Reasons.PathNotAbsolute("d"), Errno.EINVAL, "mkdir: mkdir_stub: path must start with a / character" },
        { "touch", Reasons.PathNotAbsolute(""), Errno.EINVAL, "touch: touch_stub: path must start with a / character" },
        { "ls", Reasons.SystemError("/none"), Errno.ENOENT, "ls0: opendir: /none: No such file or directory" },
        { "write", Reasons.SystemError("/x/y"), Errno.ENOENT, "internal_write: open: /x/y: No such file or directory" },
        { "mount", Reasons.DeviceNotFound("/dev/none"), Errno.ENOENT, "mount: mount_stub: /dev/none: No such file or directory" },
        { "vfs_type", Reasons.DeviceNameInvalid("nodev"), Errno.EINVAL, "vfs_type: vfs_type_stub: nodev: No such file or directory" },
        { "touch", Reasons.RootNotMounted, Errno.EINVAL, "touch: touch_stub: you must call 'mount' first to mount the root filesystem" },
        { "mkdir", Reasons.NotLaunched, Errno.EINVAL, "mkdir: call launch before using this function\n(in guestfish, don't forget to use the 'run' command)" },
        { "set_memsize", Reasons.ConfigOnly, Errno.EINVAL, "set_memsize: this function can only be called in the config state" },
        { "add_drive", Reasons.HostFileNotFound("a.img"), Errno.ENOENT, "a.img: No such file or directory" },
        { "set_memsize", Reasons.ArgumentInvalid("memsize", "10"), Errno.EINVAL, "too small value for memsize (must be at least 256)" },
        { "open", Reasons.HostFileNotFound("a"), Errno.ENOENT, "open: a: No such file or directory" },
        { "rename", Reasons.SystemErrorBetween("/a", "/b"), Errno.ENOENT, "rename: rename: /a: /b: No such file or directory" },
        { "getxattr", Reasons.SystemError("/a: user.x"), Errno.ENODATA, "getxattr: getxattr: No data available" },
        { "truncate_size", Reasons.SystemError("/f"), Errno.EFBIG, "truncate_size: ftruncate: /f: File too large" },
        { "truncate_size", Reasons.SystemError("/f"), Errno.ENOENT, "truncate_size: open: /f: No such file or directory" },
        {
            "part_set_gpt_type", Reasons.NoPartitionTable("/dev/sda", "gpt"), Errno.EINVAL,
            "part_set_gpt_type: sgdisk /dev/sda: Non-GPT disk; not saving changes. Use -g to override."
        },
        { "aug_get", Reasons.AugeasNotStarted, Errno.EINVAL, "aug_get: do_aug_get: you must call 'aug-init' first to initialize Augeas" },
        { "hivex_root", Reasons.HiveNotOpen, Errno.EINVAL, "hivex_root: do_hivex_root: you must call 'hivex-open' first to initialize the hivex handle" },
        {
            "journal_get", Reasons.JournalNotOpen, Errno.EINVAL,
            "internal_journal_get: do_internal_journal_get: you must call 'journal-open' first to initialize the journal handle"
        },
        { "wait_ready", Reasons.NotLaunched, Errno.EINVAL, "qemu has not been launched yet" },
        { "mountable_subvolume", Reasons.NotASubvolume("/dev/sda"), Errno.EINVAL, "not a btrfs subvolume identifier" },
        { "parse_environment", Reasons.EnvironmentInvalid("LIBGUESTFS_MEMSIZE", "-1"), Errno.EINVAL, "too small value for memsize (must be at least 256)" },
        { "parse_environment", Reasons.EnvironmentInvalid("LIBGUESTFS_MEMSIZE", "1G"), Errno.EINVAL, "non-numeric value for LIBGUESTFS_MEMSIZE" },
        { "set_smp", Reasons.ArgumentInvalid("smp", "0"), Errno.EINVAL, "invalid smp parameter: 0" },
        { "set_smp", Reasons.ArgumentInvalid("smp", "256"), Errno.EINVAL, "unsupported number of smp vcpus: 256" },
        { "made_up", ErrorReason.None, Errno.EIO, "made_up: our message" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Errors_are_in_known_words(string function, ErrorReason reason, int errno, string message)
        => Assert.Equal([message], KnownMessages.Of(new GuestOperationException(function, "our message", errno, reason: reason)));
}
