using GuestCtl.Cli.Guests;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Inspection;

/// <summary>Asks inspection everything about the operating systems on the disks.</summary>
internal sealed class SystemReader(GuestFs guest, Streams streams)
{
    private const string Unknown = "unknown";

    public async Task<IReadOnlyList<GuestSystem>> ReadAllAsync(CancellationToken cancellation)
    {
        streams.Status?.Report("Looking for operating systems");
        var systems = new List<GuestSystem>();
        foreach (var root in await guest.InspectOsAsync(cancellation).ConfigureAwait(false))
        {
            systems.Add(await ReadAsync(root, cancellation).ConfigureAwait(false));
        }

        streams.Status?.Finish();
        return systems;
    }

    // A fact that the guest cannot give is a gap in the report, not the end of it.
    private static async Task<T?> AskAsync<T>(Task<T> question, T? otherwise = default)
    {
        try
        {
            return await question.ConfigureAwait(false);
        }
        catch (GuestOperationException)
        {
            return otherwise;
        }
    }

    private static async Task<string?> TextAsync(Task<string> question)
        => await AskAsync(question!).ConfigureAwait(false) is { Length: > 0 } text && text != Unknown ? text : null;

    private static async Task<int?> NumberAsync(Task<int> question)
        => await AskAsync(question, -1).ConfigureAwait(false) is >= 0 and var number ? number : null;

    private async Task<GuestSystem> ReadAsync(string root, CancellationToken cancellation)
    {
        var type = await TextAsync(guest.InspectGetTypeAsync(root, cancellation)).ConfigureAwait(false);
        var mountPoints = await AskAsync(guest.InspectGetMountpointsAsync(root, cancellation)!).ConfigureAwait(false);
        var system = new GuestSystem
        {
            Root = root,
            Type = type,
            Distro = await TextAsync(guest.InspectGetDistroAsync(root, cancellation)).ConfigureAwait(false),
            ProductName = await TextAsync(guest.InspectGetProductNameAsync(root, cancellation)).ConfigureAwait(false),
            ProductVariant = await TextAsync(guest.InspectGetProductVariantAsync(root, cancellation)).ConfigureAwait(false),
            MajorVersion = await NumberAsync(guest.InspectGetMajorVersionAsync(root, cancellation)).ConfigureAwait(false),
            MinorVersion = await NumberAsync(guest.InspectGetMinorVersionAsync(root, cancellation)).ConfigureAwait(false),
            Arch = await TextAsync(guest.InspectGetArchAsync(root, cancellation)).ConfigureAwait(false),
            Hostname = await TextAsync(guest.InspectGetHostnameAsync(root, cancellation)).ConfigureAwait(false),
            PackageFormat = await TextAsync(guest.InspectGetPackageFormatAsync(root, cancellation)).ConfigureAwait(false),
            PackageManagement = await TextAsync(guest.InspectGetPackageManagementAsync(root, cancellation)).ConfigureAwait(false),
            Osinfo = await TextAsync(guest.InspectGetOsinfoAsync(root, cancellation)).ConfigureAwait(false),
            BuildId = await TextAsync(guest.InspectGetBuildIdAsync(root, cancellation)).ConfigureAwait(false),
            MountPoints = [.. (mountPoints ?? new Dictionary<string, string>())
                .OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))],
            Filesystems = await ReadFilesystemsAsync(root, cancellation).ConfigureAwait(false),
        };
        return system with { Applications = await ReadApplicationsAsync(root, cancellation).ConfigureAwait(false) };
    }

    private async Task<IReadOnlyList<GuestFilesystem>> ReadFilesystemsAsync(string root, CancellationToken cancellation)
    {
        var filesystems = new List<GuestFilesystem>();
        foreach (var mountable in await AskAsync(guest.InspectGetFilesystemsAsync(root, cancellation)!).ConfigureAwait(false) ?? [])
        {
            filesystems.Add(new GuestFilesystem(
                mountable,
                await TextAsync(guest.VfsTypeAsync(mountable, cancellation)).ConfigureAwait(false),
                await TextAsync(guest.VfsLabelAsync(mountable, cancellation)).ConfigureAwait(false),
                await TextAsync(guest.VfsUuidAsync(mountable, cancellation)).ConfigureAwait(false)));
        }

        return filesystems;
    }

    // The package databases are read from the mounted guest.
    private async Task<IReadOnlyList<Application2>?> ReadApplicationsAsync(string root, CancellationToken cancellation)
    {
        try
        {
            streams.Status?.Report("Listing applications");
            await new GuestMounts(guest, streams).MountSystemAsync(root, writable: false, cancellation).ConfigureAwait(false);
            return await guest.InspectListApplications2Async(root, cancellation).ConfigureAwait(false);
        }
        catch (GuestOperationException e)
        {
            streams.ErrorLine($"guestctl: warning: {TerminalText.EscapeLine($"the applications of {root} cannot be listed: {e.Detail}")}");
            return null;
        }
        finally
        {
            await AskAsync(UnmountAsync(cancellation)).ConfigureAwait(false);
        }
    }

    private async Task<bool> UnmountAsync(CancellationToken cancellation)
    {
        await guest.UmountAllAsync(cancellation).ConfigureAwait(false);
        return true;
    }
}
