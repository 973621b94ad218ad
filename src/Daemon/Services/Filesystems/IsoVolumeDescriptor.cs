using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>The primary volume descriptor of ISO 9660 (ECMA-119, 8.4). Numbers are there in both byte orders; the little one comes first.</summary>
internal static class IsoVolumeDescriptor
{
    /// <summary>Where it is.</summary>
    public const long Offset = 16 * 2048;

    /// <summary>Its size in bytes.</summary>
    public const int Size = 2048;

    private const byte Primary = 1;
    private const int DigitsOfTime = 16;
    private const int SecondsOfZoneUnit = 15 * 60;

    /// <summary>Whether bytes are such a descriptor.</summary>
    public static bool IsPrimary(ReadOnlySpan<byte> descriptor) => descriptor[0] == Primary && descriptor[1..].StartsWith("CD001"u8);

    /// <summary>Reads it.</summary>
    public static Isoinfo Parse(ReadOnlySpan<byte> descriptor) => new()
    {
        IsoSystemId = Text(descriptor.Slice(8, 32)),
        IsoVolumeId = Text(descriptor.Slice(40, 32)),
        IsoVolumeSpaceSize = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[80..]),
        IsoVolumeSetSize = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[120..]),
        IsoVolumeSequenceNumber = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[124..]),
        IsoLogicalBlockSize = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[128..]),
        IsoVolumeSetId = Text(descriptor.Slice(190, 128)),
        IsoPublisherId = Text(descriptor.Slice(318, 128)),
        IsoDataPreparerId = Text(descriptor.Slice(446, 128)),
        IsoApplicationId = Text(descriptor.Slice(574, 128)),
        IsoCopyrightFileId = Text(descriptor.Slice(702, 37)),
        IsoAbstractFileId = Text(descriptor.Slice(739, 37)),
        IsoBibliographicFileId = Text(descriptor.Slice(776, 37)),
        IsoVolumeCreationT = Time(descriptor.Slice(813, 17)),
        IsoVolumeModificationT = Time(descriptor.Slice(830, 17)),
        IsoVolumeExpirationT = Time(descriptor.Slice(847, 17)),
        IsoVolumeEffectiveT = Time(descriptor.Slice(864, 17)),
    };

    private static ByteString Text(ReadOnlySpan<byte> field) => ByteString.CopyFrom(field.TrimEnd((ReadOnlySpan<byte>)[(byte)' ', 0]));

    /// <summary>Seconds since 1970; -1 for a time that is not given. It is written "YYYYMMDDHHMMSScc" and has the zone in quarters of an hour.</summary>
    private static long Time(ReadOnlySpan<byte> field)
    {
        Span<char> digits = stackalloc char[DigitsOfTime];
        System.Text.Encoding.Latin1.GetChars(field[..DigitsOfTime], digits);
        return DateTime.TryParseExact(digits[..14], "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new DateTimeOffset(time).ToUnixTimeSeconds() - ((sbyte)field[DigitsOfTime] * SecondsOfZoneUnit)
            : -1;
    }
}
