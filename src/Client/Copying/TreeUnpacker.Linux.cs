using GuestCtl.Protocol.Tar;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>
/// Unpacks an archive from a stranger into a directory of the host. Nothing in the archive, and nothing that an earlier one left in the
/// directory, leads out of it: every call is relative to an open directory, names one component, and follows no link. A member that cannot
/// be made is noted, and the rest goes on.
/// </summary>
/// <param name="top">The directory.</param>
/// <param name="keepOwners">Whether files belong to whom the archive says, which needs root.</param>
/// <param name="skipped">Gets the names of devices and pipes, which are left out: a device would give everybody the host's disk.</param>
/// <param name="failures">Gets what could not be made.</param>
internal sealed class TreeUnpacker(HostDirectory top, bool keepOwners, Action<string> skipped, CopyFailures failures)
{
    private const uint OwnerAll = 0x1c0; // 0700

    private readonly HostAttributes _attributes = new(keepOwners);
    private byte[]? _refused;

    /// <summary>Unpacks to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">This is not an archive, or it ends too early. What came before is there.</exception>
    /// <exception cref="HostCallException">This machine takes no more, for example because its disk is full.</exception>
    public async Task RunAsync(Stream archive, CancellationToken cancellationToken)
    {
        using var tree = new HostTree(top.Handle);
        var directories = new UnfinishedDirectories(tree, _attributes, failures);
        try
        {
            var reader = new TarReader(archive);
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await MakeAsync(entry, reader, tree, directories, cancellationToken).ConfigureAwait(false);
            }

            await reader.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            directories.FinishAll();
        }
    }

    private async Task MakeAsync(TarEntry entry, TarReader reader, HostTree tree, UnfinishedDirectories directories, CancellationToken cancellationToken)
    {
        try
        {
            switch (entry.Kind)
            {
                case TarEntryKind.Ignored:
                    return;
                case TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice or TarEntryKind.Fifo:
                    skipped(GuestText.Decode(entry.Name));
                    return;
            }

            var path = ArchivePath.Of(entry.Name);
            if (_refused is not null && ArchivePath.IsBelow(path, _refused))
            {
                return;
            }

            directories.FinishExcept(path);
            if (entry.Kind == TarEntryKind.Directory)
            {
                MakeDirectory(path, entry, tree, directories);
                return;
            }

            if (path.Length == 0)
            {
                throw new HostCallException(0, "it has the name of the directory itself, and was refused");
            }

            var directory = tree.OpenOrMake(ArchivePath.Parent(path));
            var name = ArchivePath.Name(path);
            switch (entry.Kind)
            {
                case TarEntryKind.SymbolicLink:
                    MakeLink(directory, name, entry);
                    return;
                case TarEntryKind.HardLink:
                    MakeHardLink(path, entry, tree);
                    return;
            }

            using var file = NewHostFile.Create(directory, name, entry.Mode & HostAttributes.Permissions);
            await SparseContent.WriteAsync(file.Handle, entry, reader, cancellationToken).ConfigureAwait(false);
            _attributes.Apply(file.Handle, HostMetadata.Of(entry));
            file.TakeName();
        }
        catch (HostCallException e) when (!e.IsLasting)
        {
            failures.Add(entry.Name, e.Message);
        }
        catch (HostCallException e)
        {
            throw new HostCallException(e.Error, $"{GuestText.Decode(entry.Name)}: {e.Message}");
        }
    }

    private void MakeDirectory(byte[] path, TarEntry entry, HostTree tree, UnfinishedDirectories directories)
    {
        if (path.Length == 0)
        {
            if (top.IsNew)
            {
                directories.Add(path, HostMetadata.Of(entry), _attributes.Final(entry.Mode));
            }

            return;
        }

        var parent = tree.OpenOrMake(ArchivePath.Parent(path));
        var name = ArchivePath.Name(path);
        if (HostCalls.MakeDirectory(parent, name, (entry.Mode & HostAttributes.Permissions) | OwnerAll) == 0)
        {
            directories.Add(path, HostMetadata.Of(entry), _attributes.Final(entry.Mode));
            return;
        }

        var error = HostCalls.LastError;
        if (error != Errno.EEXIST)
        {
            throw HostCallException.From(error);
        }

        using var existing = HostCalls.Open(parent, name, HostCalls.ReadOnly | HostCalls.Directory | HostCalls.CloseOnExec);
        if (existing is null && HostCalls.LastError is Errno.ENOTDIR or Errno.ELOOP)
        {
            // One line for all that would be in it.
            _refused = path;
            throw HostCallException.Last();
        }

        // What an earlier copy left without write permission takes this copy too, and is then as before.
        if (existing is not null && HostAttributes.ModeOf(existing) is { } mode && (mode & OwnerAll) != OwnerAll
            && HostCalls.ChangeMode(existing, mode | OwnerAll) == 0)
        {
            directories.Add(path, null, mode);
        }
    }

    private void MakeLink(SafeFileHandle directory, byte[] name, TarEntry entry)
    {
        if (entry.LinkName.AsSpan().Contains((byte)0))
        {
            throw new HostCallException(0, "its target has a zero byte, and was refused");
        }

        var temporary = NewHostFile.NewName();
        if (HostCalls.MakeLink(HostDirectory.Terminated(entry.LinkName), directory, temporary) != 0)
        {
            throw HostCallException.Last();
        }

        try
        {
            _attributes.ApplyToLink(directory, temporary, HostMetadata.Of(entry));
        }
        catch
        {
            _ = HostCalls.Unlink(directory, temporary, 0);
            throw;
        }

        NewHostFile.Replace(directory, temporary, name);
    }

    private static void MakeHardLink(byte[] path, TarEntry entry, HostTree tree)
    {
        var target = ArchivePath.Of(entry.LinkName);
        if (target.Length == 0)
        {
            throw new HostCallException(0, "it is a link to the directory itself, and was refused");
        }

        // Made next to what it links to, then moved: the tree holds one directory open at a time.
        using var source = tree.OpenApart(ArchivePath.Parent(target));
        var directory = tree.OpenOrMake(ArchivePath.Parent(path));
        var temporary = NewHostFile.NewName();
        if (HostCalls.MakeHardLink(source, ArchivePath.Name(target), directory, temporary, 0) != 0)
        {
            throw HostCallException.Last();
        }

        NewHostFile.Replace(directory, temporary, ArchivePath.Name(path));
    }
}
