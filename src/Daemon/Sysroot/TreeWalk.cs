using System.Runtime.InteropServices;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>Walks the tree below an open directory. Each directory is opened relative to the one that holds it and no link is followed,
/// so the walk cannot be led elsewhere. Memory and open files are bounded, however deep or wide the tree is.</summary>
internal sealed class TreeWalk : IDisposable
{
    // Deeper than any tree that was made on purpose, and a bound for the paths, which are kept whole.
    private const int MaxDepth = 20_000;

    // Directories above these are closed and reopened on the way back.
    private const int OpenLevels = 64;

    private readonly List<Level> _levels = [];
    private readonly HashSet<Identity> _ancestors = [];
    private readonly string _top;
    private byte[] _path = new byte[256];
    private int _pathLength;

    /// <summary>Starts a walk.</summary>
    /// <param name="top">The directory, open for reading; closed with the walk.</param>
    /// <param name="name">Its name, for messages.</param>
    public TreeWalk(SafeFileHandle top, string name)
    {
        _top = name;
        Push(top, 0);
    }

    /// <summary>Whether everything in the directory <see cref="Name"/> has been seen, and the walk has left it.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Whether the walk is at an entry that it has not gone into.</summary>
    public bool IsAtEntry { get; private set; }

    /// <summary>The directory that holds <see cref="Name"/>.</summary>
    public SafeFileHandle Directory => _levels[^1].Directory!;

    /// <summary>The entry.</summary>
    public ReadOnlySpan<byte> Name => _path.AsSpan(Start(_levels[^1]), _pathLength - Start(_levels[^1]));

    /// <summary>The path of the entry below the top.</summary>
    public ReadOnlySpan<byte> Path => _path.AsSpan(0, _pathLength);

    /// <summary>The type of the entry, if the file system tells.</summary>
    public EntryType Type { get; private set; }

    /// <summary>The whole path of the entry, for messages.</summary>
    public string FullName => $"{_top.TrimEnd('/')}/{GuestText.Decode(Path)}";

    /// <summary>Moves to the next entry, or out of a directory. False at the end of the top.</summary>
    /// <exception cref="OperationFailedException">A directory cannot be read.</exception>
    public bool Next()
    {
        var level = _levels[^1];
        (IsLeaving, IsAtEntry) = (false, false);
        if (level.Reader!.NextName())
        {
            SetName(level);
            Type = level.Reader.Type;
            IsAtEntry = true;
            return true;
        }

        if (_levels.Count == 1)
        {
            return false;
        }

        Leave(level);
        return true;
    }

    /// <summary>Makes the walk go into the current entry. False, with <see cref="SystemErrors.Last"/> set, when it is not a directory.</summary>
    /// <exception cref="OperationFailedException">It cannot be opened, or is one of the directories above it.</exception>
    public bool TryEnter()
    {
        var directory = Libc.Openat(Directory, Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.NonBlock);
        if (directory is null)
        {
            return SystemErrors.Last is Errno.ENOTDIR or Errno.ELOOP ? false : throw OperationFailedException.FromLast(FullName);
        }

        if (_levels.Count >= MaxDepth)
        {
            directory.Dispose();
            throw new OperationFailedException($"{_top}: is more than {MaxDepth} directories deep", Errno.ENAMETOOLONG);
        }

        IsAtEntry = false;
        Push(directory, _pathLength);
        return true;
    }

    public void Dispose() => _levels.ForEach(level => level.Suspend());

    private static int Start(Level level) => level.PathLength == 0 ? 0 : level.PathLength + 1;

    private void Push(SafeFileHandle directory, int pathLength)
    {
        var identity = IdentityOf(directory);
        if (!_ancestors.Add(identity))
        {
            directory.Dispose();
            throw OperationFailedException.FromErrno(FullName, Errno.ELOOP);
        }

        _levels.Add(new Level(identity, pathLength) { Directory = directory, Reader = new DirectoryReader(directory, FullName) });
        if (_levels.Count > OpenLevels)
        {
            _levels[^(OpenLevels + 1)].Suspend();
        }
    }

    private void Leave(Level left)
    {
        var parent = _levels[^2];
        if (parent.Directory is null)
        {
            Resume(parent, left.Directory!);
        }

        left.Suspend();
        _levels.RemoveAt(_levels.Count - 1);
        _ancestors.Remove(left.Identity);
        _pathLength = left.PathLength;
        Type = EntryType.Directory;
        IsLeaving = true;
    }

    private void Resume(Level level, SafeFileHandle child)
    {
        var directory = Libc.Openat(child, ".."u8, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow)
            ?? throw OperationFailedException.FromLast(FullName);
        level.Directory = directory;
        level.Reader = new DirectoryReader(directory, FullName);
        if (IdentityOf(directory) != level.Identity || Libc.Seek(directory, level.Position, Libc.SeekSet) < 0)
        {
            throw new OperationFailedException($"{_top}: the tree was changed while it was walked", Errno.EBUSY);
        }
    }

    private void SetName(Level level)
    {
        var name = level.Reader!.Name;
        var start = Start(level);
        while (_path.Length < start + name.Length)
        {
            Array.Resize(ref _path, _path.Length * 2);
        }

        if (start > 0)
        {
            _path[start - 1] = (byte)'/';
        }

        name.CopyTo(_path.AsSpan(start));
        _pathLength = start + name.Length;
    }

    private Identity IdentityOf(SafeFileHandle directory)
        => Libc.Stat(directory, out var status)
            ? new Identity(status.Dev, status.Inode, status.MountId)
            : throw OperationFailedException.FromLast(FullName);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Identity(ulong Device, ulong Inode, ulong Mount);

    private sealed class Level(Identity identity, int pathLength)
    {
        public Identity Identity { get; } = identity;

        public int PathLength { get; } = pathLength;

        public SafeFileHandle? Directory { get; set; }

        public DirectoryReader? Reader { get; set; }

        public long Position { get; private set; }

        public void Suspend()
        {
            Position = Reader?.Position ?? Position;
            Reader?.Dispose();
            Directory?.Dispose();
            (Reader, Directory) = (null, null);
        }
    }
}
