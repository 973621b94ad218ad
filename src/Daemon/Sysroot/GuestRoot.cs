using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>The guest's file tree. Every guest path goes through here and is resolved by the kernel below a handle of the
/// guest's root, links included, so nothing in an image can name a file of the appliance.</summary>
internal sealed class GuestRoot
{
    /// <summary>Where the guest's root is mounted in the appliance.</summary>
    public const string MountPoint = "/sysroot";

    private const Resolve InGuest = Resolve.InRoot | Resolve.NoMagicLinks;

    private readonly ulong _emptyMount;

    private readonly SafeFileHandle? _directory;

    /// <summary>A tree below a directory other than the mount point, such as a file system that inspection has mounted for itself.
    /// The caller keeps the handle open.</summary>
    public GuestRoot(SafeFileHandle directory) => _directory = directory;

    /// <summary>Remembers what the mount point is while nothing is mounted on it.</summary>
    public GuestRoot()
    {
        using var root = OpenMountPoint();
        _emptyMount = MountId(root);
    }

    /// <summary>Whether a root file system is mounted.</summary>
    public bool IsMounted
    {
        get
        {
            if (_directory is not null)
            {
                return true;
            }

            using var root = OpenMountPoint();
            return IsTopMounted(root);
        }
    }

    /// <summary>Opens a file or directory, following links within the guest.</summary>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public SafeFileHandle Open(GuestPath path, OpenFlags flags, uint mode = 0)
        => TryOpen(path, flags, mode) ?? throw OperationFailedException.FromLast(path.ToString());

    /// <summary>As <see cref="Open"/>; null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public SafeFileHandle? TryOpen(GuestPath path, OpenFlags flags, uint mode = 0)
    {
        // openat2 refuses the flag for handles that only name a file.
        flags |= (flags & OpenFlags.Path) == 0 ? OpenFlags.NoCtty : 0;
        if (_directory is null && TopDirectory.Borrow(_emptyMount) is { } top)
        {
            using (top)
            {
                return Libc.Openat2(top.Handle, path.Bytes, flags, mode, InGuest);
            }
        }

        using var root = OpenRoot();
        return Libc.Openat2(root, path.Bytes, flags, mode, InGuest);
    }

    /// <summary>Opens the directory that holds a name, following links in all components but the last.</summary>
    /// <param name="path">The path.</param>
    /// <param name="errorOfNoName">The errno for paths that name no entry, such as / and /dir/.. ; EBUSY or EINVAL when not given.</param>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public Entry OpenEntry(GuestPath path, int? errorOfNoName = null)
    {
        using var root = OpenRoot();
        return OpenEntry(root, path, errorOfNoName);
    }

    /// <summary>As <see cref="OpenEntry(GuestPath, int?)"/>, also before anything is mounted: for mount points.</summary>
    public Entry OpenMountEntry(GuestPath path)
    {
        using var root = OpenMountPoint();
        return OpenEntry(root, path);
    }

    /// <summary>Opens a directory to mount on. Before anything is mounted that is the root, or what mkmountpoint made.</summary>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public SafeFileHandle OpenMountTarget(GuestPath path)
    {
        using var root = OpenMountPoint();
        return Libc.Openat2(root, path.Bytes, OpenFlags.Path | OpenFlags.Directory, 0, InGuest)
            ?? throw OperationFailedException.FromLast($"cannot mount on {path}", SystemErrors.Last is Errno.ENOENT or Errno.ENOTDIR ? Reasons.MountPointUnusable(path.ToString()) : null);
    }

    /// <summary>The status of what a path names. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public Libc.Statx? TryStat(GuestPath path, bool followLinks)
    {
        using var file = TryOpen(path, OpenFlags.Path | (followLinks ? 0 : OpenFlags.NoFollow));
        return file is not null && Libc.Stat(file, out var status) ? status : null;
    }

    /// <summary>A handle of the guest's root directory.</summary>
    /// <exception cref="OperationFailedException">Nothing is mounted.</exception>
    public SafeFileHandle OpenRoot()
    {
        if (_directory is not null)
        {
            return Libc.Openat(_directory, "."u8, OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast("/");
        }

        var root = OpenMountPoint();
        if (!IsTopMounted(root))
        {
            root.Dispose();
            throw OperationFailedException.Invalid("no file system is mounted on /: call 'mount' first", Reasons.RootNotMounted);
        }

        return root;
    }

    /// <summary>A handle of the mount point, mounted or not: for mounting and for mount points below it.</summary>
    public static SafeFileHandle OpenMountPoint()
        => Libc.Open(MountPoint, OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast(MountPoint);

    private static Entry OpenEntry(SafeFileHandle root, GuestPath path, int? errorOfNoName = null)
    {
        var (parent, name) = path.Split();
        if (name.Length == 0)
        {
            throw OperationFailedException.FromErrno(path.ToString(), errorOfNoName ?? Errno.EBUSY);
        }

        var directory = Libc.Openat2(root, parent.Bytes, OpenFlags.Path | OpenFlags.Directory, 0, InGuest)
            ?? throw OperationFailedException.FromLast(path.ToString());
        if (name is [(byte)'.'] or [(byte)'.', (byte)'.'])
        {
            directory.Dispose();
            throw OperationFailedException.FromErrno(path.ToString(), errorOfNoName ?? Errno.EINVAL);
        }

        return new Entry(path, directory, name);
    }

    // Without a root, file systems may still be mounted on what mkmountpoint made.
    private bool IsTopMounted(SafeFileHandle root) => MountId(root) != _emptyMount || MountTable.Read().Count > 0;

    private static ulong MountId(SafeFileHandle directory)
        => Libc.Stat(directory, out var status) ? status.MountId : throw OperationFailedException.FromLast(MountPoint);
}
