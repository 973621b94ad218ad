using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Guests;

/// <summary>Mounts the file systems of a guest where the guest has them, or where the user wants them.</summary>
internal sealed class GuestMounts(GuestFs guest, Streams streams)
{
    /// <summary>Mounts what the user named; without names, the file systems of the one operating system on the disks.</summary>
    /// <exception cref="CliException">There is no operating system, or several.</exception>
    /// <exception cref="GuestOperationException">The root file system, or one that the user named, cannot be mounted.</exception>
    public async Task MountAsync(IReadOnlyList<MountSpec> wanted, bool writable, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
        {
            await MountSystemAsync(await FindRootAsync(cancellation).ConfigureAwait(false), writable, cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var (mountable, mountPoint) in wanted)
        {
            await MountOneAsync(mountable, mountPoint, writable, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Mounts the file systems of one inspected operating system. One besides the root that fails is only warned about.</summary>
    public async Task MountSystemAsync(string root, bool writable, CancellationToken cancellation)
    {
        var mountPoints = await guest.InspectGetMountpointsAsync(root, cancellation).ConfigureAwait(false);

        // A mount point is always longer than the one it lies in.
        foreach (var (mountPoint, mountable) in mountPoints.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            try
            {
                await MountOneAsync(mountable, mountPoint, writable, cancellation).ConfigureAwait(false);
            }
            catch (GuestOperationException e) when (mountPoint != "/")
            {
                streams.ErrorLine($"guestctl: warning: {TerminalText.EscapeLine($"{mountable} was not mounted on {mountPoint}: {e.Detail}")}");
            }
        }
    }

    private Task MountOneAsync(string mountable, string mountPoint, bool writable, CancellationToken cancellation) => writable
        ? guest.MountAsync(mountable, mountPoint, cancellation)
        : guest.MountRoAsync(mountable, mountPoint, cancellation);

    private async Task<string> FindRootAsync(CancellationToken cancellation)
    {
        streams.Status?.Report("Looking for the operating system");
        var roots = await guest.InspectOsAsync(cancellation).ConfigureAwait(false);
        streams.Status?.Finish();
        return roots switch
        {
            [var only] => only,
            [] => throw await NothingFound.NoSystemAsync(guest, "'guestctl filesystems' lists what is there, and -m DEV mounts it", cancellation).ConfigureAwait(false),
            _ => throw new CliException($"there are several operating systems, on {string.Join(", ", roots)}; choose one with -m DEV"),
        };
    }
}
