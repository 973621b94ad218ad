namespace GuestCtl.Copying;

/// <summary>
/// Directories that get their permissions and time when nothing more comes into them. An archive names a directory before its content,
/// so only those above the present member are kept: as many as the tree is deep, not as many as it has.
/// </summary>
internal sealed class UnfinishedDirectories(HostTree tree, HostAttributes attributes, CopyFailures failures)
{
    private static readonly byte[] Dot = [(byte)'.', 0];

    private readonly Stack<Unfinished> _open = new();
    private byte[] _path = [];

    /// <summary>Adds one; all that it is not below are finished already.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="metadata">What it gets; null if it was there before.</param>
    /// <param name="mode">Its permissions at last.</param>
    public void Add(byte[] path, HostMetadata? metadata, uint mode)
    {
        _path = path;
        _open.Push(new Unfinished(path.Length, metadata, mode));
    }

    /// <summary>Finishes those that a member does not lie in.</summary>
    public void FinishExcept(ReadOnlySpan<byte> path)
    {
        while (_open.TryPeek(out var last) && !ArchivePath.IsBelow(path, _path.AsSpan(0, last.Length)))
        {
            FinishLast();
        }
    }

    /// <summary>Finishes all.</summary>
    public void FinishAll()
    {
        while (_open.Count > 0)
        {
            FinishLast();
        }
    }

    private void FinishLast()
    {
        var last = _open.Pop();
        var path = _path.AsSpan(0, last.Length);
        try
        {
            Finish(path, last);
        }
        catch (HostCallException e)
        {
            failures.Add(path, e.Message);
        }
    }

    private void Finish(ReadOnlySpan<byte> path, Unfinished last)
    {
        var place = tree.OpenOrMake(path);
        using var directory = HostCalls.Open(place, Dot, HostCalls.ReadOnly | HostCalls.Directory | HostCalls.CloseOnExec)
            ?? throw HostCallException.Last();
        if (HostCalls.ChangeMode(directory, last.Mode) != 0)
        {
            throw HostCallException.Last();
        }

        if (last.Metadata is { } metadata)
        {
            attributes.Apply(directory, metadata);
        }
    }

    private readonly record struct Unfinished(int Length, HostMetadata? Metadata, uint Mode);
}
