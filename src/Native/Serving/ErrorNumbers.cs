using System.Runtime.InteropServices;

namespace GuestCtl.Native.Serving;

/// <summary>The numbers of errors as libguestfs has them: that of a system call that failed, and none for what it refuses by itself or what a tool
/// reports. Programs end with what is left over: Perl's exit code is 255 then, and else the number.</summary>
internal static class ErrorNumbers
{
    // The daemon of libguestfs looks at devices and for a file system before any tool runs.
    private const string BeforeTools = "_stub: ";

    // What libguestfs's words may end in where ours do not.
    private static readonly int[] Translated = [Errno.ENOENT, Errno.EINVAL];

    // Their numbers are promised, or come from files of the host.
    private static readonly HashSet<string> ToldByNumber = ["mountable_subvolume", "lvm_canonical_lv_name", "get_backend_setting", "open", "read"];

    // The work of tools, whatever these say at the end of their messages.
    private static readonly HashSet<string> ByTools =
    [
        "command", "command_lines", "sh", "sh_lines", "cp", "cp_a", "cp_r", "mv", "dd", "du", "equal", "ln_s", "ln_sf", "rm_rf", "umount", "remount", "get_pid",
        "fstrim", "initrd_list", "mksquashfs", "scrub_freespace", "zfile", "mkfs", "mkfs_b", "mkswap_file", "mkswap_L", "mkswap_U", "mount_loop",
        "swapon_device", "swapon_file", "swapon_label", "swapon_uuid", "swapoff_device", "swapoff_file", "swapoff_label", "swapoff_uuid",
        "md_create", "get_e2attrs", "set_e2attrs", "get_e2generation", "set_e2generation",
        "add_domain", "add_libvirt_dom", "disk_format", "disk_has_backing_file", "disk_virtual_size",
    ];

    // These look for the file themselves, and leave reading it to a tool.
    private static readonly HashSet<string> ReadByTools =
    [
        "checksum", "grep", "egrep", "fgrep", "grepi", "egrepi", "fgrepi", "zgrep", "zegrep", "zfgrep", "zgrepi", "zegrepi", "zfgrepi",
        "head", "head_n", "tail", "tail_n", "wc_c", "wc_l", "wc_w",
    ];

    /// <summary>The number of an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="text">The text in libguestfs's words.</param>
    public static int Of(GuestOperationException error, string text) => error.Errno switch
    {
        Errno.EINTR or Errno.EMSGSIZE => error.Errno,
        _ when error.Reason == Reason.NotLaunched && error.Function != "mountable_subvolume" => 0,
        _ when ToldByNumber.Contains(error.Function) => error.Errno,
        _ when IsByTool(error.Function) && !text.Contains(BeforeTools, StringComparison.Ordinal) => 0,
        Errno.EOPNOTSUPP => error.Errno,
        Errno.EISDIR when ReadByTools.Contains(error.Function) => 0,
        _ => Array.Find([error.Errno, .. Translated], number => text.EndsWith(Marshal.GetPInvokeErrorMessage(number), StringComparison.Ordinal)),
    };

    private static bool IsByTool(string function) => ByTools.Contains(function) || function.StartsWith("btrfs_", StringComparison.Ordinal);
}
