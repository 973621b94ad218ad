namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>The devices that a guest's configuration can mean, found by the names it may use.</summary>
/// <param name="disks">The disks in order: the guest's first disk is the first of these, whatever it calls it.</param>
/// <param name="devices">All devices, disks and partitions included.</param>
internal sealed class DeviceCatalog(IReadOnlyList<string> disks, IReadOnlyList<KnownDevice> devices)
{
    private readonly Dictionary<string, KnownDevice> _byPath = ByPath(devices);

    public IReadOnlyList<string> Disks { get; } = disks;

    /// <summary>A device by its name or one of its other names.</summary>
    public KnownDevice? ByName(string name) => _byPath.GetValueOrDefault(name);

    /// <summary>A device by something it carries. Copies of a disk carry the same, so one on the preferred disk comes first.</summary>
    /// <param name="value">The value; letters may differ in case.</param>
    /// <param name="property">Where to look for it.</param>
    /// <param name="preferredDisk">The disk of the root file system; null when it is on a volume.</param>
    public KnownDevice? ByProperty(string value, Func<KnownDevice, string?> property, string? preferredDisk)
        => value.Length == 0 ? null : devices
            .Where(device => string.Equals(property(device), value, StringComparison.OrdinalIgnoreCase))
            .OrderBy(device => preferredDisk is not null && device.Disk == preferredDisk ? 0 : 1)
            .FirstOrDefault();

    private static Dictionary<string, KnownDevice> ByPath(IReadOnlyList<KnownDevice> devices)
    {
        var names = new Dictionary<string, KnownDevice>(StringComparer.Ordinal);
        foreach (var (name, device) in devices.Select(d => (d.Path, d)).Concat(devices.SelectMany(d => d.Aliases.Select(name => (name, d)))))
        {
            names.TryAdd(name, device);
        }

        return names;
    }
}
