namespace GuestCtl.Cli.Files;

/// <summary>Lists directories of a guest.</summary>
/// <param name="guest">The guest, mounted.</param>
/// <param name="details">Whether entries need their status.</param>
internal sealed class DirectoryLister(GuestFs guest, bool details)
{
    // With names of up to 255 bytes a batch stays far below what one message may hold.
    private const int Batch = 1000;

    public static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    /// <summary>The status of one path, of the link itself if it is one.</summary>
    public async Task<GuestEntry> StatAsync(string path, CancellationToken cancellation)
    {
        var status = await guest.LstatnsAsync(path, cancellation).ConfigureAwait(false);
        var target = GuestEntry.IsLinkMode(status) ? await guest.ReadlinkAsync(path, cancellation).ConfigureAwait(false) : null;
        return new GuestEntry(path, path, status, target);
    }

    /// <summary>Whether a path leads to a directory, links followed.</summary>
    public Task<bool> IsDirectoryAsync(string path, CancellationToken cancellation) => guest.IsDirAsync(path, followSymlinks: true, cancellation);

    /// <summary>The status of what a path leads to.</summary>
    public async Task<GuestEntry> FollowAsync(string path, CancellationToken cancellation)
        => new(path, path, await guest.StatnsAsync(path, cancellation).ConfigureAwait(false), null);

    /// <summary>The entries of a directory, sorted by name.</summary>
    public async Task<IReadOnlyList<GuestEntry>> ListAsync(string directory, CancellationToken cancellation)
    {
        var names = await guest.LsAsync(directory, cancellation).ConfigureAwait(false);
        Array.Sort(names, StringComparer.Ordinal);
        if (!details)
        {
            return [.. names.Select(name => new GuestEntry(Join(directory, name), name, null, null))];
        }

        var entries = new List<GuestEntry>(names.Length);
        foreach (var batch in names.Chunk(Batch))
        {
            var statuses = await guest.LstatnslistAsync(directory, batch, cancellation).ConfigureAwait(false);
            var links = batch.Where((_, i) => GuestEntry.IsLinkMode(statuses[i])).ToArray();
            var targets = links.Length == 0 ? [] : await guest.ReadlinklistAsync(directory, links, cancellation).ConfigureAwait(false);
            var targetOf = links.Zip(targets).ToDictionary(pair => pair.First, pair => pair.Second);
            entries.AddRange(batch.Select((name, i) => new GuestEntry(Join(directory, name), name, Known(statuses[i]), targetOf.GetValueOrDefault(name))));
        }

        return entries;
    }

    // An entry that vanished, or that a broken file system cannot read, has an inode of -1.
    private static Statns? Known(Statns status) => status.Ino == -1 ? null : status;
}
