using System.Buffers.Binary;
using System.Globalization;
using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Services.Inspection.Windows.Registry;

namespace GuestCtl.Daemon.Services.Inspection.Windows;

/// <summary>What Windows has at a drive letter.</summary>
/// <param name="Letter">The letter, as the guest has it.</param>
/// <param name="Place">The partition as Windows stores it.</param>
internal sealed record DriveLetter(char Letter, byte[] Place)
{
    private const string Prefix = @"\DosDevices\";
    private const int MbrLength = 12;
    private const int GptLength = 24;

    private static ReadOnlySpan<byte> GptPrefix => "DMIO:ID:"u8;

    /// <summary>The letters in HKLM\SYSTEM\MountedDevices.</summary>
    public static IReadOnlyList<DriveLetter> Read(RegistryKey? mountedDevices)
        => mountedDevices is null ? [] : [.. mountedDevices.Values
            .Where(value => value.Name.Length == Prefix.Length + 2 && value.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && value.Name[^1] == ':' && char.IsAsciiLetter(value.Name[^2]))
            .Select(value => new DriveLetter(value.Name[^2], value.Content)).OrderBy(drive => drive.Letter)];

    /// <summary>The partition among those that are attached. Null when it is none of them: a removable one, perhaps.</summary>
    public KnownDevice? Find(DeviceCatalog catalog)
    {
        if (Place.Length == GptLength && Place.AsSpan().StartsWith(GptPrefix))
        {
            return catalog.ByProperty(new Guid(Place.AsSpan(GptPrefix.Length)).ToString(), device => device.PartitionUuid, null);
        }

        if (Place.Length != MbrLength)
        {
            return null;
        }

        // The signature of the disk, and where on it the partition begins, in bytes.
        var disk = BinaryPrimitives.ReadUInt32LittleEndian(Place).ToString("x8", CultureInfo.InvariantCulture) + "-";
        var start = BinaryPrimitives.ReadInt64LittleEndian(Place.AsSpan(4));
        return catalog.ByProperty(
            $"{disk}{start}",
            device => device.PartitionUuid?.StartsWith(disk, StringComparison.OrdinalIgnoreCase) == true ? $"{disk}{device.PartitionStart}" : null,
            null);
    }
}
