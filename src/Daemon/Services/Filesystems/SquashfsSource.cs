using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>What goes into a squashfs: the content of a directory, or one file under its own name.</summary>
/// <param name="Directory">The directory in which the tool runs.</param>
/// <param name="Name">What it is given there.</param>
internal sealed record SquashfsSource(SafeFileHandle Directory, string Name) : IDisposable
{
    /// <summary>Opens a path. A link at its end is not followed, but packed.</summary>
    public static SquashfsSource Open(GuestRoot root, GuestPath path)
    {
        var found = root.Open(path, OpenFlags.Path | OpenFlags.NoFollow);
        if (Libc.Stat(found, out var status) && status.Type == FileType.Directory)
        {
            return new SquashfsSource(found, ".");
        }

        found.Dispose();
        using var entry = root.OpenEntry(path);
        var name = GuestText.Decode(entry.Name);
        if (!Tool.IsText(name))
        {
            throw OperationFailedException.Invalid($"{path}: this name is not text, so it cannot be given to mksquashfs");
        }

        // The handle outlives the entry, which closes its own.
        var directory = Libc.Openat(entry.Directory, "."u8, OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast(path.ToString());
        return new SquashfsSource(directory, "./" + name);
    }

    public void Dispose() => Directory.Dispose();
}
