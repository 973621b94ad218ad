using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Tar;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Makes the members of an archive. What has the name of a member is replaced, except directories.</summary>
internal sealed class TarExtractor(TarTree tree, TarOptions options, CancellationToken cancellationToken)
{
    private const uint AccessBits = 0x1ff;

    private readonly DirectoryTimes _times = new(tree);
    private bool _hasReplaced;

    /// <summary>Unpacks the archive.</summary>
    /// <exception cref="OperationFailedException">The archive is bad, or a member cannot be made; those before it stay.</exception>
    public async Task RunAsync(TarReader reader)
    {
        try
        {
            await ExtractAllAsync(reader);
        }
        catch (InvalidDataException e)
        {
            throw OperationFailedException.Invalid(e.Message);
        }
    }

    private async Task ExtractAllAsync(TarReader reader)
    {
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Kind != TarEntryKind.Ignored)
            {
                await ExtractAsync(entry, reader);
            }
        }

        _times.Apply();
        await reader.DrainAsync(cancellationToken);
    }

    private async ValueTask ExtractAsync(TarEntry entry, TarReader reader)
    {
        if (_hasReplaced)
        {
            // What was replaced may have been on the way to the directory that the tree has open.
            tree.Forget();
            _hasReplaced = false;
        }

        var path = TarTree.Normalize(entry.Name);
        var (directory, name) = tree.OpenParent(path);
        switch (entry.Kind)
        {
            case TarEntryKind.Directory:
                if (!MakeDirectory(directory, name, path))
                {
                    return;
                }

                break;
            case TarEntryKind.Regular:
                using (var file = Create(entry, directory, name, path))
                {
                    await TarContent.WriteAsync(file, entry, reader, cancellationToken);
                    TarAttributes.Apply(entry, directory, name, file, options);
                }

                return;
            case TarEntryKind.HardLink:
                // It has the attributes of the file that it links to.
                MakeHardLink(entry, directory, name, path);
                return;
            case TarEntryKind.SymbolicLink:
                Make(directory, name, path, () => Libc.SymbolicLink(entry.LinkName, directory, name));
                break;
            default:
                var (type, device) = entry.Kind switch
                {
                    TarEntryKind.CharacterDevice => (FileType.CharacterDevice, Libc.MakeDev(entry.DeviceMajor, entry.DeviceMinor)),
                    TarEntryKind.BlockDevice => (FileType.BlockDevice, Libc.MakeDev(entry.DeviceMajor, entry.DeviceMinor)),
                    _ => (FileType.Fifo, 0ul),
                };
                Make(directory, name, path, () => Libc.MakeNode(directory, name, (uint)type, device));
                break;
        }

        TarAttributes.Apply(entry, directory, name, null, options);
        if (entry.Kind == TarEntryKind.Directory)
        {
            _times.Add(path, entry.ModificationTime);
        }
    }

    // False when a link stays in its place, which keeps its own attributes.
    private bool MakeDirectory(SafeFileHandle directory, byte[] name, byte[] path)
    {
        if (Libc.MakeDirectory(directory, name, 0x1c0))
        {
            return true;
        }

        Check(path, SystemErrors.Last == Errno.EEXIST && Libc.Stat(directory, name, Libc.AtSymlinkNoFollow, out _));
        Libc.Stat(directory, name, Libc.AtSymlinkNoFollow, out var status);
        if (status.Type == FileType.Directory)
        {
            return true;
        }

        if (status.Type == FileType.SymbolicLink && options.KeepDirectoryLinks)
        {
            using var target = tree.TryOpen(path, OpenFlags.Path | OpenFlags.Directory);
            if (target is not null)
            {
                return false;
            }
        }

        _hasReplaced = true;
        Check(path, Libc.Unlink(directory, name) && Libc.MakeDirectory(directory, name, 0x1c0));
        return true;
    }

    private SafeFileHandle Create(TarEntry entry, SafeFileHandle directory, byte[] name, byte[] path)
    {
        const OpenFlags flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow;
        var file = Libc.Openat(directory, name, flags, entry.Mode & AccessBits);
        if (file is null)
        {
            MakeRoom(directory, name, path);
            file = Libc.Openat(directory, name, flags, entry.Mode & AccessBits);
            Check(path, file is not null);
        }

        return file!;
    }

    private void MakeHardLink(TarEntry entry, SafeFileHandle directory, byte[] name, byte[] path)
    {
        var target = TarTree.Normalize(entry.LinkName);
        var targetName = target.AsSpan(target.AsSpan().LastIndexOf((byte)'/') + 1).ToArray();
        using var targetDirectory = tree.TryOpenParent(target);
        Libc.Statx old = default;
        var hasTarget = targetDirectory is not null && Libc.Stat(targetDirectory, targetName, Libc.AtSymlinkNoFollow, out old);
        if (!hasTarget)
        {
            throw OperationFailedException.FromErrno(
                $"{GuestText.Decode(path)}: cannot link to {GuestText.Decode(entry.LinkName)}", SystemErrors.Last == Errno.EXDEV ? Errno.EXDEV : Errno.ENOENT);
        }

        // A link to itself must not be removed to be made again.
        if (Libc.Stat(directory, name, Libc.AtSymlinkNoFollow, out var status) && status.Dev == old.Dev && status.Inode == old.Inode)
        {
            return;
        }

        Make(directory, name, path, () => Libc.Link(targetDirectory!, targetName, directory, name));
    }

    private void Make(SafeFileHandle directory, byte[] name, byte[] path, Func<bool> make)
    {
        if (!make())
        {
            MakeRoom(directory, name, path);
            Check(path, make());
        }
    }

    private void MakeRoom(SafeFileHandle directory, byte[] name, byte[] path)
    {
        _hasReplaced = true;
        Check(path, SystemErrors.Last == Errno.EEXIST && Remove(directory, name));
    }

    // An empty directory goes, a full one stays.
    private static bool Remove(SafeFileHandle directory, byte[] name)
        => Libc.Unlink(directory, name) || (SystemErrors.Last is Errno.EISDIR or Errno.EPERM && Libc.Unlink(directory, name, Libc.AtRemoveDir));

    private static void Check(byte[] path, bool succeeded)
    {
        if (!succeeded)
        {
            throw TarTree.Failed(path);
        }
    }
}
