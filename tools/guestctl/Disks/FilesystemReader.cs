namespace GuestCtl.Cli.Disks;

/// <summary>Lists the file systems on the disks with what they lie on.</summary>
internal sealed class FilesystemReader(GuestFs guest)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _physicalVolumes = [];

    public async Task<IReadOnlyList<FilesystemRow>> ReadAsync(CancellationToken cancellation)
    {
        var rows = new List<FilesystemRow>();
        foreach (var (mountable, type) in await guest.ListFilesystemsAsync(cancellation).ConfigureAwait(false))
        {
            var device = await AskAsync(guest.MountableDeviceAsync(mountable, cancellation)).ConfigureAwait(false) ?? mountable;
            rows.Add(new FilesystemRow(
                mountable,
                type,
                await TextAsync(guest.VfsLabelAsync(mountable, cancellation)).ConfigureAwait(false),
                await TextAsync(guest.VfsUuidAsync(mountable, cancellation)).ConfigureAwait(false),
                await SizeAsync(device, cancellation).ConfigureAwait(false),
                device == mountable ? await ParentsAsync(device, cancellation).ConfigureAwait(false) : [device]));
        }

        return rows;
    }

    // A broken file system is listed with what is known of it.
    private static async Task<T?> AskAsync<T>(Task<T> question)
        where T : class
    {
        try
        {
            return await question.ConfigureAwait(false);
        }
        catch (GuestOperationException)
        {
            return null;
        }
    }

    private static async Task<string?> TextAsync(Task<string> question)
        => await AskAsync(question).ConfigureAwait(false) is { Length: > 0 } text ? text : null;

    private async Task<long?> SizeAsync(string device, CancellationToken cancellation)
    {
        try
        {
            return await guest.BlockdevGetsize64Async(device, cancellation).ConfigureAwait(false);
        }
        catch (GuestOperationException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> ParentsAsync(string device, CancellationToken cancellation)
    {
        try
        {
            if (await guest.IsLvAsync(device, cancellation).ConfigureAwait(false))
            {
                return await GroupDevicesAsync(device.Split('/')[2], cancellation).ConfigureAwait(false);
            }

            var whole = await guest.PartToDevAsync(device, cancellation).ConfigureAwait(false);
            return whole == device ? [] : [whole];
        }
        catch (GuestOperationException)
        {
            return []; // A whole disk has no parent.
        }
    }

    private async Task<IReadOnlyList<string>> GroupDevicesAsync(string group, CancellationToken cancellation)
    {
        if (_physicalVolumes.TryGetValue(group, out var known))
        {
            return known;
        }

        var wanted = (await guest.VgpvuuidsAsync(group, cancellation).ConfigureAwait(false)).Select(Plain).ToHashSet();
        var all = await guest.PvsFullAsync(cancellation).ConfigureAwait(false);
        return _physicalVolumes[group] = [.. all.Where(volume => wanted.Contains(Plain(volume.PvUuid))).Select(volume => volume.PvName)];
    }

    // Some calls give the UUIDs of LVM with dashes, and some without.
    private static string Plain(string uuid) => uuid.Replace("-", "", StringComparison.Ordinal);
}
