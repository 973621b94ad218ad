using System.Runtime.CompilerServices;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Files;

/// <summary>Goes through what 'ls' was asked for: single files first, then each directory.</summary>
/// <param name="lister">Reads the directories.</param>
/// <param name="recursive">Whether directories in directories are gone through too.</param>
/// <param name="headings">Whether each directory gets its path as a heading.</param>
/// <param name="report">Told of what could not be read, at once: there may be as many failures as directories.</param>
internal sealed class ListingWalk(DirectoryLister lister, bool recursive, bool headings, Action<GuestOperationException> report)
{
    /// <summary>How many things could not be read. The walk goes on after each, as ls does.</summary>
    public long Failures { get; private set; }

    public async IAsyncEnumerable<Listing> RunAsync(IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var files = new List<GuestEntry>();
        var columns = new ColumnWidths();
        var named = new NameList();
        foreach (var path in paths)
        {
            if (await TryAsync(() => FindAsync(path, cancellation)).ConfigureAwait(false) is not { } found)
            {
                continue;
            }

            if (found.Status is { IsDirectory: true })
            {
                named.Add(GuestText.Encode(path));
                continue;
            }

            files.Add(found);
            columns.Note(found.Status ?? EntryStatus.Unknown);
        }

        if (files.Count > 0)
        {
            yield return new Listing(null, columns, Once(files));
        }

        var pending = new PendingDirectories();
        pending.Push(null, named);
        while (pending.TryPop(out var directory))
        {
            if (await TryAsync(() => lister.OpenAsync(directory, cancellation)).ConfigureAwait(false) is not { } opened)
            {
                continue;
            }

            yield return new Listing(headings ? directory : null, opened.Columns(), ReadAsync(opened, cancellation));
            if (pending.Cost + opened.Directories.Cost > lister.Most)
            {
                Fail(DirectoryLister.TooLarge(directory, "the directories in it that wait take", lister.Most));
                continue;
            }

            pending.Push(directory, opened.Directories);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<GuestEntry>> Once(IReadOnlyList<GuestEntry> entries)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return entries;
    }

    private async IAsyncEnumerable<IReadOnlyList<GuestEntry>> ReadAsync(OpenedDirectory opened, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var start = 0; start < opened.Names.Count;)
        {
            if (await TryAsync(() => lister.ReadAsync(opened, start, cancellation)).ConfigureAwait(false) is not { Count: > 0 } entries)
            {
                yield break;
            }

            yield return entries;
            for (var i = 0; recursive && i < entries.Count; i++)
            {
                if (entries[i].Status is { IsDirectory: true })
                {
                    opened.Directories.Add(opened.Names, start + i);
                }
            }

            start += entries.Count;
        }
    }

    // A link to a directory that the user names is listed as that directory.
    private async Task<GuestEntry> FindAsync(string path, CancellationToken cancellation)
    {
        var entry = await lister.StatAsync(path, cancellation).ConfigureAwait(false);
        return entry.Status is { IsLink: true } && await lister.IsDirectoryAsync(path, cancellation).ConfigureAwait(false)
            ? await lister.FollowAsync(path, cancellation).ConfigureAwait(false)
            : entry;
    }

    private void Fail(GuestOperationException failure)
    {
        Failures++;
        report(failure);
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
            Fail(e);
            return null;
        }
    }
}
