using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Devices;

/// <summary>The names that drives go by. A guest may call its disks hda, vda or xvda; here they are all SCSI disks, and
/// /dev/vda itself is the appliance's root, which no name of the API may ever reach.</summary>
internal static class DeviceName
{
    public const string Directory = "/dev/";

    /// <summary>Checks that an argument looks like a device and translates it to the name that the appliance has for it.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it is no name of a device.</exception>
    public static string Parse(ReadOnlySpan<byte> argument)
    {
        var name = GuestText.Decode(argument);
        if (!name.StartsWith(Directory, StringComparison.Ordinal) || name.Length == Directory.Length)
        {
            throw OperationFailedException.Invalid($"{name}: a device name must start with /dev/", Reasons.DeviceNameInvalid(name));
        }

        // Nothing in /dev has such components, so a name that has them tries to leave it. Tools get the name as an
        // argument, and can get only characters that are text.
        return name.Split('/').Skip(1).Any(part => part is "" or "." or "..") || name.Contains('\0') || name.Any(char.IsSurrogate)
            ? throw OperationFailedException.Invalid($"{name}: this cannot be the name of a device")
            : Translate(name);
    }

    /// <summary>The appliance's name of a disk or partition that a guest calls hda1, vda1 or xvda1.</summary>
    public static string Translate(string name) => DriveNames.Translate(name);

    /// <summary>The letters of the disk with an index: 0 is a, 25 is z, 26 is aa.</summary>
    public static string Letters(int index)
    {
        var letters = "";
        for (; index >= 0; index = (index / 26) - 1)
        {
            letters = (char)('a' + (index % 26)) + letters;
        }

        return letters;
    }

    /// <summary>The index of a drive by its name; -1 for other names.</summary>
    public static int IndexOf(string name) => DriveNames.IndexOf(name);

    /// <summary>Sorts names as people count: sdb before sdaa, sda2 before sda10.</summary>
    public static IComparer<string> Order { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string? left, string? right)
    {
        var (leftStem, leftNumber) = Split(left!);
        var (rightStem, rightNumber) = Split(right!);
        return leftStem.Length != rightStem.Length ? leftStem.Length.CompareTo(rightStem.Length)
            : string.CompareOrdinal(leftStem, rightStem) is var order and not 0 ? order
            : leftNumber.CompareTo(rightNumber);
    }

    /// <summary>A name without the digits at its end, and those; -1 when there are none.</summary>
    public static (string Stem, int Number) Split(string name)
    {
        var stem = name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return (stem, int.TryParse(name.AsSpan(stem.Length), out var number) ? number : -1);
    }
}
