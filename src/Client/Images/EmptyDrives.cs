using GuestCtl.Drives;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Images;

/// <summary>Looks for drives on which the appliance has found nothing, and whose files are known to be something else than disks.</summary>
/// <param name="guest">The handle, which is launched.</param>
/// <param name="drives">Its drives, in order.</param>
internal sealed class EmptyDrives(GuestFs guest, IReadOnlyList<Drive> drives)
{
    /// <summary>A sentence for each, which names the file, what it is, and the next command to type.</summary>
    public async Task<IReadOnlyList<string>> ExplainAsync(CancellationToken cancellationToken)
    {
        var explanations = new List<string>();
        var devices = await guest.ListDevicesAsync(cancellationToken).ConfigureAwait(false);
        if (devices.Length != drives.Count)
        {
            return explanations;
        }

        foreach (var (device, drive) in devices.Zip(drives))
        {
            if (Describe(drive) is { } what && await IsEmptyAsync(device, cancellationToken).ConfigureAwait(false))
            {
                explanations.Add($"'{drive.Filename}' is not a disk image but {what}");
            }
        }

        return explanations;
    }

    // In a container such as qcow2 there is a disk, whatever it begins with.
    private static string? Describe(Drive drive)
    {
        if (drive is not { Protocol: "file", ScratchSize: null, Format: null or "raw", OvaDisk: null })
        {
            return null;
        }

        try
        {
            using var file = OpenedFile.Open(drive.Filename, writable: false, "Image");
            return drive.Format == "raw" || ImageHeaderReader.Read(file).Format == "raw" ? PackedFile.Describe(file) : null;
        }
        catch (DriveException)
        {
            // It was there when it was added; the drive itself still is.
            return null;
        }
    }

    private async Task<bool> IsEmptyAsync(string device, CancellationToken cancellationToken)
    {
        foreach (var partition in await guest.ListPartitionsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await guest.PartToDevAsync(partition, cancellationToken).ConfigureAwait(false) == device)
            {
                return false;
            }
        }

        return (await guest.VfsTypeAsync(device, cancellationToken).ConfigureAwait(false)).Length == 0;
    }
}
