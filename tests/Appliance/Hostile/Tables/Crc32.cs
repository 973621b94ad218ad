namespace GuestCtl.Appliance.Tests.Hostile.Tables;

/// <summary>The check sum of GPT and of LVM, so that hostile tables are taken for good ones.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xedb88320;
    private const uint LvmStart = 0xf597a6cf;

    /// <summary>The check sum that GPT has.</summary>
    public static uint OfGpt(ReadOnlySpan<byte> bytes) => ~Of(bytes, uint.MaxValue);

    /// <summary>The check sum that LVM has, which starts at a number of its own and is not inverted.</summary>
    public static uint OfLvm(ReadOnlySpan<byte> bytes) => Of(bytes, LvmStart);

    private static uint Of(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }
        }

        return crc;
    }
}
