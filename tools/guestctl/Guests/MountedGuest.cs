using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Guests;

/// <summary>Opens images and mounts them, for commands that work on the files of a guest.</summary>
internal static class MountedGuest
{
    public static async Task<OpenedGuest> OpenAsync(ImageOptions image, IReadOnlyList<MountSpec> mounts, Streams streams, CancellationToken cancellation)
    {
        var opened = await OpenedGuest.LaunchAsync(image, streams, cancellation).ConfigureAwait(false);
        try
        {
            // A device that the user names may be none of those that are encrypted.
            if (mounts.Count == 0 || image.Keys.AreGiven)
            {
                await image.Keys.OpenDevicesAsync(opened.Guest, streams, asks: true, cancellation).ConfigureAwait(false);
            }

            await new GuestMounts(opened.Guest, streams).MountAsync(mounts, image.Writable, cancellation).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
