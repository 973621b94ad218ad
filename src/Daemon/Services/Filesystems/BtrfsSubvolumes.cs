using System.Text.RegularExpressions;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>The subvolumes of a btrfs file system. They can only be listed where it is mounted, so it is mounted for a
/// moment outside the guest's tree and from its top.</summary>
internal static partial class BtrfsSubvolumes
{
    private const string Top = "nosuid,nodev,noexec,subvolid=5";

    /// <summary>The paths of the subvolumes, without the one that is mounted by default; empty if it cannot be mounted.</summary>
    public static Task<List<string>> ListAsync(string device, CancellationToken cancellationToken)
        => InTopAsync<List<string>>(
            device,
            isWritten: false,
            async directory =>
            {
                var defaultVolume = await Tool.RunAsync("btrfs", ["subvolume", "get-default", directory], cancellationToken).ConfigureAwait(false);
                return Parse(await Tool.RunAsync("btrfs", ["subvolume", "list", directory], cancellationToken).ConfigureAwait(false), defaultVolume);
            },
            _ => [],
            cancellationToken);

    /// <summary>Mounts a file system for a moment and does something with the top of it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="isWritten">Whether the action writes to it.</param>
    /// <param name="action">Gets the directory.</param>
    /// <param name="otherwise">What to answer if it cannot be mounted; gets what mount said.</param>
    /// <param name="cancellationToken">Stops the tools.</param>
    public static async Task<T> InTopAsync<T>(
        string device, bool isWritten, Func<string, Task<T>> action, Func<ToolResult, T> otherwise, CancellationToken cancellationToken)
    {
        var directory = PrivateName.Next("/run/guestctl/btrfs");
        Directory.CreateDirectory(directory);
        try
        {
            // Looking must not change a drive, so the log is not replayed; a file system that is in use has none to replay
            // and refuses the option.
            var result = await MountAsync(isWritten ? Top : $"ro,{Top},rescue=nologreplay");
            result = result.Succeeded || isWritten ? result : await MountAsync($"ro,{Top}");
            return result.Succeeded ? await DoAsync() : otherwise(result);
        }
        finally
        {
            Directory.Delete(directory);
        }

        Task<ToolResult> MountAsync(string options)
            => Tool.TryRunAsync("mount", ["-t", "btrfs", "-o", options, device, directory], cancellationToken);

        async Task<T> DoAsync()
        {
            try
            {
                return await action(directory).ConfigureAwait(false);
            }
            finally
            {
                Libc.Unmount(directory, Libc.MntDetach);
            }
        }
    }

    /// <summary>Reads the lists of btrfs: "ID 256 gen 7 top level 5 path home".</summary>
    public static List<string> Parse(string list, string defaultVolume)
    {
        var defaultId = IdPattern().Match(defaultVolume).Groups[1].Value;
        return [.. LinePattern().Matches(list).Where(match => match.Groups[1].Value != defaultId).Select(match => match.Groups[2].Value)];
    }

    [GeneratedRegex(@"^ID (\d+)")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^ID (\d+) gen \d+ top level \d+ path (.+)$", RegexOptions.Multiline)]
    private static partial Regex LinePattern();
}
