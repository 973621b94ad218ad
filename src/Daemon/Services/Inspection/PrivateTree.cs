using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>File systems that inspection mounts for itself, read-only and apart from the caller's, and unmounts however it ends.</summary>
internal sealed class PrivateTree : IDisposable
{
    private const string Base = "/run/guestctl";

    // Nothing in a guest is run or opened as a device.
    private const string Options = "ro,nodev,nosuid,noexec";

    private static int _count;

    private readonly string _directory;
    private SafeFileHandle? _top;
    private SafeFileHandle? _system;

    private PrivateTree(string directory) => _directory = directory;

    /// <summary>The tree.</summary>
    public GuestRoot Root => new(_system ?? _top!);

    /// <summary>The tree's configuration files.</summary>
    public GuestReader Reader => new(Root);

    /// <summary>The top directory, as tools can name it.</summary>
    public string ToolPath => _top!.ToolPath();

    /// <summary>Mounts a file system as the root of a new tree.</summary>
    /// <exception cref="OperationFailedException">It cannot be mounted.</exception>
    public static async Task<PrivateTree> MountAsync(GuestMount mount, CancellationToken cancellationToken)
    {
        var tree = new PrivateTree($"{Base}/inspect-{Interlocked.Increment(ref _count)}");
        Directory.CreateDirectory(tree._directory);
        try
        {
            using (var target = Open(tree._directory))
            {
                await MountAsync(mount, target, cancellationToken).ConfigureAwait(false);
            }

            tree._top = Open(tree._directory);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>Makes a directory of the root file system the root of the tree.</summary>
    public void Enter(string directory) => _system = new GuestRoot(_top!).TryOpen(GuestPath.Of(directory), OpenFlags.Path | OpenFlags.Directory);

    /// <summary>Mounts further file systems of a guest below its root, as far as that works: a guest may name what is not there.</summary>
    public async Task AddAsync(IEnumerable<GuestMount> mounts, CancellationToken cancellationToken)
    {
        foreach (var mount in mounts)
        {
            using var target = Root.TryOpen(GuestPath.Of(mount.Target!), OpenFlags.Path | OpenFlags.Directory);
            if (target is null)
            {
                continue;
            }

            try
            {
                await MountAsync(mount, target, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationFailedException)
            {
                // What is below it stays unknown.
            }
        }
    }

    public void Dispose()
    {
        _system?.Dispose();
        _top?.Dispose();

        // Detaching takes what is mounted below with it; nothing of it is open any more.
        Libc.Unmount(System.Text.Encoding.UTF8.GetBytes(_directory), Libc.MntDetach | Libc.UmountNoFollow);
        Directory.Delete(_directory);
    }

    private static async Task MountAsync(GuestMount mount, SafeFileHandle target, CancellationToken cancellationToken)
    {
        var source = new Mountable(BlockDevice.Find(mount.Device), mount.Subvolume);
        var options = string.Join(',', new[] { Options, OnError(mount.Type), source.SubvolumeOption }.OfType<string>());
        try
        {
            await MountTool.MountAsync(source.Device.Path, source.Device.KernelName, source.ToString(), target, options, null, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationFailedException) when (Unreplayed(mount.Type) is { } careful)
        {
            // A journal that cannot be replayed hides no more than the last seconds.
            await MountTool.MountAsync(source.Device.Path, source.Device.KernelName, source.ToString(), target, $"{options},{careful}", mount.Type, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // A damaged ext file system may ask for the kernel to stop at the first error.
    private static string? OnError(string? type) => type is "ext2" or "ext3" or "ext4" ? "errors=remount-ro" : null;

    private static string? Unreplayed(string? type) => type switch
    {
        "ext3" or "ext4" => "noload",
        "xfs" => "norecovery,nouuid",
        _ => null,
    };

    private static SafeFileHandle Open(string directory)
        => Libc.Open(directory, OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast(directory);
}
