using GuestCtl.Daemon.Devices;

namespace GuestCtl.Daemon.Volumes;

/// <summary>The names of logical volumes: /dev/VG/LV, and the device mapper's, in which a dash is two and one dash
/// stands between group and volume.</summary>
internal static class LogicalVolume
{
    public const string MapperDirectory = "/dev/mapper/";

    // The device mapper's identifier of a volume: this, and the UUIDs of group and volume. Volumes that LVM keeps for
    // itself have more after it.
    private const string IdPrefix = "LVM-";
    private const int IdLength = 4 + 32 + 32;

    /// <summary>The devices of the device mapper that are not LVM's.</summary>
    public static IEnumerable<string> OtherMapped
        => from device in SysBlock.Mapped
           where !IsPart(device)
           let name = SysBlock.Read($"/sys/class/block/{device}/dm/name")
           where name is not null
           orderby name
           select MapperDirectory + name;

    /// <summary>The name /dev/VG/LV of a volume that has one of the device mapper's names; null for other names.</summary>
    public static string? CanonicalName(string name)
    {
        try
        {
            return (name.StartsWith(MapperDirectory, StringComparison.Ordinal) || name.StartsWith("/dev/dm-", StringComparison.Ordinal))
                ? CanonicalName(BlockDevice.Find(name))
                : null;
        }
        catch (OperationFailedException)
        {
            return null;
        }
    }

    /// <summary>The name /dev/VG/LV of a volume; null if the device is none.</summary>
    public static string? CanonicalName(BlockDevice device)
        => Is(device.KernelName) && Split(SysBlock.Read($"{device.SysDirectory}/dm/name") ?? "") is var (group, volume) ? $"/dev/{group}/{volume}" : null;

    /// <summary>Whether a device is a logical volume.</summary>
    public static bool Is(string kernelName)
        => SysBlock.Read($"/sys/class/block/{kernelName}/dm/uuid") is { Length: IdLength } id && id.StartsWith(IdPrefix, StringComparison.Ordinal);

    /// <summary>Whether a device belongs to LVM, be it a volume that can be used or a part of one.</summary>
    public static bool IsPart(string kernelName)
        => SysBlock.Read($"/sys/class/block/{kernelName}/dm/uuid")?.StartsWith(IdPrefix, StringComparison.Ordinal) == true;

    /// <summary>The group and the volume that a name of the device mapper is made of; null for a name of another form.</summary>
    public static (string Group, string Volume)? Split(string mapperName)
    {
        for (var i = 1; i < mapperName.Length - 1; i++)
        {
            if (mapperName[i] != '-')
            {
                continue;
            }

            if (mapperName[i + 1] != '-')
            {
                return (Unescape(mapperName[..i]), Unescape(mapperName[(i + 1)..]));
            }

            i++;
        }

        return null;
    }

    private static string Unescape(string name) => name.Replace("--", "-", StringComparison.Ordinal);
}
