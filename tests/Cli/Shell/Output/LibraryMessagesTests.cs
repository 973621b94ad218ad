using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Tests.Shell.Output;

/// <summary>What is expected is what guestfish 1.48 prints for the same mistake.</summary>
public sealed class LibraryMessagesTests
{
    [Theory]
    [InlineData("mkdir", "/d: File exists", "mkdir: /d: File exists")]
    [InlineData("mkdir", "d: path must start with a / character", "mkdir: mkdir_stub: path must start with a / character")]
    [InlineData("touch", ": path must start with a / character", "touch: touch_stub: path must start with a / character")]
    [InlineData("cat", "/none: No such file or directory", "download: /none: No such file or directory")]
    [InlineData("ls", "/none: No such file or directory", "ls0: opendir: /none: No such file or directory")]
    [InlineData("write", "/x/y: No such file or directory", "internal_write: open: /x/y: No such file or directory")]
    [InlineData("mount", "/dev/none: No such file or directory", "mount: mount_stub: /dev/none: No such file or directory")]
    [InlineData("vfs_type", "nodev: a device name must start with /dev/", "vfs_type: vfs_type_stub: nodev: No such file or directory")]
    [InlineData("touch", "no file system is mounted on /: call 'mount' first", "touch: touch_stub: you must call 'mount' first to mount the root filesystem")]
    [InlineData("mkdir", "call launch before using this function", "mkdir: call launch before using this function\n(in guestfish, don't forget to use the 'run' command)")]
    [InlineData("set_memsize", "this can only be called before launch", "set_memsize: this function can only be called in the config state")]
    [InlineData("add_drive", "Drive 'a.img' does not exist.", "a.img: No such file or directory")]
    [InlineData("set_memsize", "10 MiB are too few: the appliance needs 256", "too small value for memsize (must be at least 256)")]
    [InlineData("open", "a: No such file or directory on the host", "open: a: No such file or directory")]
    [InlineData("rename", "/a to /b: No such file or directory", "rename: rename: /a: /b: No such file or directory")]
    [InlineData("getxattr", "/a: user.x: No data available", "getxattr: getxattr: No data available")]
    [InlineData("truncate_size", "/f: File too large", "truncate_size: ftruncate: /f: File too large")]
    [InlineData("part_set_gpt_type", "/dev/sda: there is no GPT partition table on it", "part_set_gpt_type: sgdisk /dev/sda: Non-GPT disk; not saving changes. Use -g to override.")]
    [InlineData("aug_get", "Augeas was not started: call aug_init first", "aug_get: do_aug_get: you must call 'aug-init' first to initialize Augeas")]
    [InlineData("hivex_root", "no hive is open: call hivex_open first", "hivex_root: do_hivex_root: you must call 'hivex-open' first to initialize the hivex handle")]
    [InlineData("journal_get", "no journal is open: call journal_open first", "internal_journal_get: do_internal_journal_get: you must call 'journal-open' first to initialize the journal handle")]
    [InlineData("wait_ready", "call launch before using this function", "qemu has not been launched yet")]
    [InlineData("made_up", "something else: entirely", "made_up: something else: entirely")]
    public void Errors_are_in_known_words(string function, string reason, string message)
        => Assert.Equal([message], LibraryMessages.Of(new GuestOperationException(function, reason)));
}
