using System.Globalization;

namespace GuestCtl.Cli.Output;

/// <summary>Sizes as people read them, in powers of 1024 as 'df -h' and 'ls -lh' show them.</summary>
internal static class ByteSize
{
    private const string Units = "KMGTPE";

    public static string Format(long bytes)
    {
        if (bytes < 1024)
        {
            return bytes.ToString(CultureInfo.InvariantCulture);
        }

        var value = (double)bytes;
        var unit = -1;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        // 1023.96 K would be rounded to the four digits of the next unit.
        if (value >= 1023.5 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + Units[unit];
    }
}
