using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Files;

/// <summary>Lists directories of a guest.</summary>
/// <param name="guest">The guest, mounted.</param>
/// <param name="needs">What it has to find out of each entry.</param>
internal sealed class DirectoryLister(GuestFs guest, ListingNeeds needs)
{
    // With names of up to 255 bytes a batch stays far below what one message may hold.
    private const int Batch = 1000;

    private readonly Protocol.Api.Files.FilesClient _files = new(guest.PassingInvoker);

    /// <summary>The most memory in bytes that names may take.</summary>
    public long Most => guest.MaxReplyBytes;

    public static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    /// <summary>The status of one path, of the link itself if it is one.</summary>
    public async Task<GuestEntry> StatAsync(string path, CancellationToken cancellation)
    {
        var status = EntryStatus.Of(await guest.LstatnsAsync(path, cancellation).ConfigureAwait(false));
        var target = status.IsLink ? await guest.ReadlinkAsync(path, cancellation).ConfigureAwait(false) : null;
        return new GuestEntry(path, path, status, target);
    }

    /// <summary>Whether a path leads to a directory, links followed.</summary>
    public Task<bool> IsDirectoryAsync(string path, CancellationToken cancellation) => guest.IsDirAsync(path, followSymlinks: true, cancellation);

    /// <summary>The status of what a path leads to.</summary>
    public async Task<GuestEntry> FollowAsync(string path, CancellationToken cancellation)
        => new(path, path, EntryStatus.Of(await guest.StatnsAsync(path, cancellation).ConfigureAwait(false)), null);

    /// <summary>Opens a directory: reads its names, and for columns the status of each entry.</summary>
    public async Task<OpenedDirectory> OpenAsync(string directory, CancellationToken cancellation)
    {
        var opened = new OpenedDirectory(directory, await ReadNamesAsync(directory, cancellation).ConfigureAwait(false));
        if (needs != ListingNeeds.Columns)
        {
            return opened;
        }

        var statuses = new EntryStatus[opened.Names.Count];
        for (var start = 0; start < statuses.Length; start += Batch)
        {
            (await StatAsync(directory, opened.Names.Slice(start, Batch), cancellation).ConfigureAwait(false)).CopyTo(statuses, start);
        }

        return opened with { Statuses = statuses };
    }

    /// <summary>Some entries of an opened directory; none after the last one.</summary>
    public async Task<IReadOnlyList<GuestEntry>> ReadAsync(OpenedDirectory opened, int start, CancellationToken cancellation)
    {
        var (directory, names) = (opened.Path, opened.Names.Slice(start, Batch));
        if (needs == ListingNeeds.Names || names.Length == 0)
        {
            return [.. names.Select(name => new GuestEntry(Join(directory, name), name, null, null))];
        }

        var statuses = opened.Statuses?[start..(start + names.Length)] ?? await StatAsync(directory, names, cancellation).ConfigureAwait(false);
        var links = needs == ListingNeeds.Kinds ? [] : names.Where((_, i) => statuses[i].IsLink).ToArray();
        var targets = links.Length == 0 ? [] : await guest.ReadlinklistAsync(directory, links, cancellation).ConfigureAwait(false);
        Check(directory, links.Length, targets.Length);
        var next = 0;
        return [.. names.Select((name, i) => new GuestEntry(
            Join(directory, name), name, statuses[i], statuses[i].IsLink && links.Length > 0 ? targets[next++] : null))];
    }

    private async Task<NameList> ReadNamesAsync(string directory, CancellationToken cancellation)
    {
        var names = new NameList();
        using var call = _files.Ls(new LsRequest { Directory = directory.ToGuestBytes() }, cancellationToken: cancellation);
        while (await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false))
        {
            foreach (var name in call.ResponseStream.Current.Values)
            {
                names.Add(name.Span);
            }

            if (names.Cost > Most)
            {
                throw TooLarge(directory, "its names take", Most);
            }
        }

        names.Sort();
        return names;
    }

    private async Task<EntryStatus[]> StatAsync(string directory, string[] names, CancellationToken cancellation)
    {
        var statuses = await guest.LstatnslistAsync(directory, names, cancellation).ConfigureAwait(false);
        Check(directory, names.Length, statuses.Length);
        return Array.ConvertAll(statuses, EntryStatus.Of);
    }

    /// <summary>The error of a listing that would take more memory than is allowed.</summary>
    public static GuestOperationException TooLarge(string directory, string what, long most)
        => new("ls", $"{directory}: {what} more than {most} bytes of memory; allow more with LIBGUESTFS_BACKEND_SETTINGS=max_reply_bytes=N", Errno.EMSGSIZE);

    // The appliance is not believed.
    private static void Check(string directory, int asked, int answered)
    {
        if (asked != answered)
        {
            throw new GuestOperationException("ls", $"{directory}: the appliance was asked about {asked} entries and answered about {answered}", Errno.EIO);
        }
    }

}
