using System.Runtime.CompilerServices;

namespace GuestCtl.Cli.Files;

/// <summary>Goes through what 'ls' was asked for: single files first, then each directory.</summary>
/// <param name="lister">Reads the directories.</param>
/// <param name="recursive">Whether directories in directories are gone through too.</param>
/// <param name="headings">Whether each directory gets its path as a heading.</param>
internal sealed class ListingWalk(DirectoryLister lister, bool recursive, bool headings)
{
    /// <summary>What could not be read. The walk goes on after each, as ls does.</summary>
    public List<GuestOperationException> Failures { get; } = [];

    public async IAsyncEnumerable<(string? Heading, IReadOnlyList<GuestEntry> Entries)> RunAsync(
        IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var files = new List<GuestEntry>();
        var directories = new Stack<string>();
        foreach (var path in paths.Reverse())
        {
            if (await TryAsync(() => FindAsync(path, cancellation)).ConfigureAwait(false) is not { } found)
            {
                continue;
            }

            if (found.IsDirectory)
            {
                directories.Push(path);
            }
            else
            {
                files.Insert(0, found);
            }
        }

        if (files.Count > 0)
        {
            yield return (null, files);
        }

        while (directories.TryPop(out var directory))
        {
            if (await TryAsync(() => lister.ListAsync(directory, cancellation)).ConfigureAwait(false) is not { } entries)
            {
                continue;
            }

            yield return (headings ? directory : null, entries);
            foreach (var below in recursive ? entries.Where(entry => entry.IsDirectory).Reverse() : [])
            {
                directories.Push(below.Path);
            }
        }
    }

    // A link to a directory that the user names is listed as that directory.
    private async Task<GuestEntry> FindAsync(string path, CancellationToken cancellation)
    {
        var entry = await lister.StatAsync(path, cancellation).ConfigureAwait(false);
        return entry.IsLink && await lister.IsDirectoryAsync(path, cancellation).ConfigureAwait(false)
            ? await lister.FollowAsync(path, cancellation).ConfigureAwait(false)
            : entry;
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (GuestOperationException e)
        {
            Failures.Add(e);
            return null;
        }
    }
}
