using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Copies a directory with all that is in it. Neither tree's links are followed: both are walked from directory to directory.</summary>
/// <param name="keepAttributes">Whether copies get the owners, permissions, times, extended attributes and hard links of the originals.</param>
/// <param name="cancellationToken">Ends the copying early.</param>
internal sealed class TreeCopier(bool keepAttributes, CancellationToken cancellationToken)
{
    private readonly CopiedLinks _links = new();
    private readonly Stack<Level> _levels = new();

    /// <summary>What could not be kept of attributes, for the first file where that happened.</summary>
    public OperationFailedException? Failure { get; private set; }

    /// <summary>Copies whatever the entry names.</summary>
    /// <exception cref="OperationFailedException">With the path that could not be read or made.</exception>
    public void Copy(Entry from, Entry to)
    {
        from.Check(Libc.Stat(from.Directory, from.Name, Libc.AtSymlinkNoFollow, out var status));
        to.CheckKind(status.Type);
        if (status.Type == FileType.Directory)
        {
            CopyTree(from, to, status);
        }
        else
        {
            EntryCopy.Run(new(from.Directory, from.Name, from.Path.ToString()), new(to.Directory, to.Name, to.Path.ToString()), status, cancellationToken);
        }

        Keep(from.Directory, from.Name, status, to.Directory, to.Name, to.Path.ToString());
    }

    private void CopyTree(Entry from, Entry to, Libc.Statx status)
    {
        if (Ancestry.Holds(to.Directory, status))
        {
            throw OperationFailedException.Invalid($"{from.Path}: cannot copy a directory into itself, {to.Path}");
        }

        using var source = Libc.Openat(from.Directory, from.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow)
            ?? throw OperationFailedException.FromLast(from.Path.ToString());
        using var top = MakeDirectory(to.Directory, to.Name, status, to.Path.ToString());
        using var walk = new TreeWalk(source, from.Path.ToString());
        var current = top;
        try
        {
            while (walk.Next())
            {
                cancellationToken.ThrowIfCancellationRequested();
                current = Step(walk, top, current, to.Path);
            }
        }
        finally
        {
            if (current != top)
            {
                current.Dispose();
            }
        }
    }

    // Returns the directory of the destination that goes with the walk's.
    private SafeFileHandle Step(TreeWalk walk, SafeFileHandle top, SafeFileHandle current, GuestPath destination)
    {
        var name = destination.Append(walk.Path).ToString();
        if (walk.IsLeaving)
        {
            var left = _levels.Pop();
            var parent = _levels.Count == 0 ? top : Ancestry.Parent(current, _levels.Peek().Copy, name);
            current.Dispose();
            Keep(walk.Directory, walk.Name, left.Original, parent, walk.Name, name);
            return parent;
        }

        if (!Libc.Stat(walk.Directory, walk.Name, Libc.AtSymlinkNoFollow, out var status))
        {
            throw OperationFailedException.FromLast(walk.FullName);
        }

        if (status.Type == FileType.Directory && walk.TryEnter())
        {
            // The name is that of the directory still: nothing in it has been read.
            var child = MakeDirectory(current, walk.Path[(walk.Path.LastIndexOf((byte)'/') + 1)..], status, name);
            if (current != top)
            {
                current.Dispose();
            }

            _levels.Push(new Level(status, Ancestry.StatusOf(child, name)));
            return child;
        }

        if (!keepAttributes || !_links.TryLink(status, top, current, walk.Name))
        {
            EntryCopy.Run(new(walk.Directory, walk.Name, walk.FullName), new(current, walk.Name, name), status, cancellationToken);
            Keep(walk.Directory, walk.Name, status, current, walk.Name, name);
            _links.Add(status, walk.Path);
        }

        return current;
    }

    private static SafeFileHandle MakeDirectory(SafeFileHandle parent, ReadOnlySpan<byte> name, Libc.Statx status, string fullName)
    {
        if (!Libc.MakeDirectory(parent, name, status.Mode & 0x1ffu) && SystemErrors.Last != Errno.EEXIST)
        {
            throw OperationFailedException.FromLast(fullName);
        }

        // What exists and is not a directory, be it a link to one, is not replaced by one.
        return Libc.Openat(parent, name, OpenFlags.Path | OpenFlags.Directory | OpenFlags.NoFollow) ?? throw OperationFailedException.FromLast(fullName);
    }

    private void Keep(
        SafeFileHandle fromDirectory, ReadOnlySpan<byte> fromName, Libc.Statx status, SafeFileHandle toDirectory, ReadOnlySpan<byte> toName, string name)
    {
        if (keepAttributes)
        {
            var failure = Attributes.Copy(fromDirectory, fromName, status, toDirectory, toName, name);
            Failure ??= failure;
        }
    }

    private sealed record Level(Libc.Statx Original, Libc.Statx Copy);
}
