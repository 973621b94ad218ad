using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>Mounts with the mount program, which knows the helpers of file systems in user space.</summary>
internal static class MountTool
{
    // What mount says, and the error behind it. Its exit code is the same for all of them.
    private static readonly (string Text, int Errno)[] Causes =
    [
        ("wrong fs type", Errno.EINVAL),
        ("bad option", Errno.EINVAL),
        ("unknown filesystem type", Errno.ENODEV),
        ("write-protected", Errno.EROFS),
        ("read-only", Errno.EROFS),
        ("already mounted", Errno.EBUSY),
        ("busy", Errno.EBUSY),
        ("not a block device", Errno.ENOTBLK),
        ("ermission denied", Errno.EACCES),
        ("No space left", Errno.ENOSPC),
    ];

    // The exit code of blkid when it recognised nothing.
    private const int NothingFound = 2;

    /// <summary>Mounts.</summary>
    /// <param name="source">A device, or a name of an open file.</param>
    /// <param name="kernelName">The kernel's name of the source, by which its messages are found; empty if there is none.</param>
    /// <param name="what">The source and target as the caller has them, for messages.</param>
    /// <param name="target">The directory to mount on.</param>
    /// <param name="options">Options separated by commas; may be empty.</param>
    /// <param name="type">The type of the file system; null lets mount find out.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    /// <exception cref="OperationFailedException">What mount and the kernel said.</exception>
    public static async Task MountAsync(
        string source, string kernelName, string what, SafeFileHandle target, string options, string? type, CancellationToken cancellationToken)
    {
        List<string> arguments = [];
        if (options.Length > 0)
        {
            arguments.AddRange(["-o", options]);
        }

        if (type is not null)
        {
            arguments.AddRange(["-t", type]);
        }

        using var log = new KernelLog();
        var result = await Tool.TryRunAsync("mount", [.. arguments, source, target.ToolPath()], cancellationToken).ConfigureAwait(false);
        if (result.Succeeded)
        {
            return;
        }

        // Where nothing is recognised, mount tries whatever drivers the kernel has loaded by now and repeats the last one's complaint.
        if (type is null && !await HasFileSystemAsync(source, cancellationToken).ConfigureAwait(false))
        {
            throw OperationFailedException.Invalid($"{what}: there is no file system that the appliance knows on it");
        }

        throw Failure(what, result, kernelName.Length > 0 ? log.About(kernelName) : "");
    }

    private static async Task<bool> HasFileSystemAsync(string source, CancellationToken cancellationToken)
    {
        var found = await Tool.TryRunAsync("blkid", ["-c", "/dev/null", "-p", "-o", "value", "-s", "TYPE", source], cancellationToken).ConfigureAwait(false);
        return found.ExitCode != NothingFound;
    }

    private static OperationFailedException Failure(string what, ToolResult result, string kernel)
    {
        var said = string.Join(' ', result.Error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("dmesg(1)", StringComparison.Ordinal)).Select(WithoutPrefix));
        var errno = Causes.FirstOrDefault(cause => said.Contains(cause.Text, StringComparison.Ordinal)).Errno;
        return new OperationFailedException(
            $"{what}: {(said.Length > 0 ? said : $"mount failed with exit code {result.ExitCode}")}{(kernel.Length > 0 ? $" The kernel says: {kernel}" : "")}",
            errno != 0 ? errno : Errno.EIO);
    }

    // "mount: /sysroot/x: reason": the caller knows where, and by another name.
    private static string WithoutPrefix(string line)
    {
        if (!line.StartsWith("mount: ", StringComparison.Ordinal))
        {
            return line;
        }

        var end = line.StartsWith("mount: " + GuestRoot.MountPoint, StringComparison.Ordinal) ? line.IndexOf(": ", 7, StringComparison.Ordinal) + 2 : 7;
        return line[Math.Max(end, 7)..];
    }
}
