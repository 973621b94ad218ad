namespace GuestCtl.Cli.Encryption;

/// <summary>Tells by a few bytes whether a device may be encrypted. To ask for the type of each one would start a program in the appliance for each.</summary>
internal static class EncryptedContent
{
    private const int Bytes = 11;

    // BitLocker's marks stand where a boot sector names the program that made it.
    private const int BootSectorName = 3;

    // Where the header of LUKS is, and the second one that LUKS 2 has.
    private static readonly long[] Headers = [0, 0x4000, 0x8000, 0x10000, 0x20000, 0x40000, 0x80000, 0x100000, 0x200000, 0x400000];

    private static readonly byte[][] LuksMarks = [[.. "LUKS"u8, 0xba, 0xbe], [.. "SKUL"u8, 0xba, 0xbe]];
    private static readonly byte[][] BitLockerMarks = [[.. "-FVE-FS-"u8], [.. "MSWIN4.1"u8]];

    /// <summary>Whether a device has one of the marks. What cannot be read has none.</summary>
    public static async Task<bool> MayBeOnAsync(GuestFs guest, string device, CancellationToken cancellationToken)
    {
        var heads = await Task.WhenAll(Headers.Select(place => ReadAsync(guest, device, place, cancellationToken))).ConfigureAwait(false);
        return heads.Any(head => StartsWithAny(head, LuksMarks)) || StartsWithAny(heads[0].AsSpan(Math.Min(BootSectorName, heads[0].Length)), BitLockerMarks);
    }

    private static async Task<byte[]> ReadAsync(GuestFs guest, string device, long place, CancellationToken cancellationToken)
    {
        try
        {
            return await guest.PreadDeviceAsync(device, Bytes, place, cancellationToken).ConfigureAwait(false);
        }
        catch (GuestOperationException)
        {
            // The device ends before, or its disk is broken.
            return [];
        }
    }

    private static bool StartsWithAny(ReadOnlySpan<byte> head, byte[][] marks)
    {
        foreach (var mark in marks)
        {
            if (head.StartsWith(mark))
            {
                return true;
            }
        }

        return false;
    }
}
