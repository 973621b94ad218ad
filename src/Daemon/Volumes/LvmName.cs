using GuestCtl.Daemon.Devices;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Names of groups and volumes, checked before they become arguments of lvm. A volume need not be active, so it need not have a device.</summary>
internal static class LvmName
{
    // LVM's own bound.
    private const int MaxLength = 127;

    /// <summary>The group that a caller calls VG or /dev/VG.</summary>
    /// <exception cref="OperationFailedException">EINVAL: no group can have that name.</exception>
    public static string Group(string name)
        => WithoutDirectory(name) is var group && IsName(group) ? group : throw OperationFailedException.Invalid($"'{name}' cannot be the name of a volume group");

    /// <summary>The name of a volume within its group.</summary>
    /// <exception cref="OperationFailedException">EINVAL: no volume can have that name.</exception>
    public static string Volume(string name)
        => IsName(name) ? name : throw OperationFailedException.Invalid($"'{name}' cannot be the name of a logical volume");

    /// <summary>The volume that a caller calls /dev/VG/LV, VG/LV, or by a name of the device mapper.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it is not a logical volume. ENOENT: there is no such device.</exception>
    public static (string Group, string Volume) Full(string name)
    {
        var canonical = LogicalVolume.CanonicalName(name) ?? (name.StartsWith(LogicalVolume.MapperDirectory, StringComparison.Ordinal) ? "" : name);
        if (WithoutDirectory(canonical).Split('/') is [var group, var volume] && IsName(group) && IsName(volume))
        {
            return (group, volume);
        }

        // What is below /dev/ may be another device, or missing.
        var what = name.StartsWith(DeviceName.Directory, StringComparison.Ordinal) ? BlockDevice.Find(name).Path : $"'{name}'";
        throw OperationFailedException.Invalid($"{what}: not a logical volume, which is written /dev/VG/LV");
    }

    private static bool IsName(string name)
        => name.Length is > 0 and <= MaxLength && name[0] != '-' && name is not ("." or "..")
            && name.All(c => char.IsAsciiLetterOrDigit(c) || "+_.-".Contains(c, StringComparison.Ordinal));

    private static string WithoutDirectory(string name)
        => name.StartsWith(DeviceName.Directory, StringComparison.Ordinal) ? name[DeviceName.Directory.Length..] : name;
}
