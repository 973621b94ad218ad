using System.Globalization;
using System.Numerics;

namespace GuestCtl.Daemon.Services.Md;

/// <summary>An array that is to be made.</summary>
/// <param name="Devices">The names of the devices.</param>
/// <param name="Missing">Which places stay empty, from bit 0 on.</param>
/// <param name="Used">How many devices it uses; null for all.</param>
/// <param name="Spare">How many it keeps in reserve.</param>
/// <param name="Chunk">Bytes of a chunk; null for mdadm's.</param>
/// <param name="Level">The level.</param>
internal sealed record ArrayPlan(IReadOnlyList<string> Devices, ulong Missing, int? Used, int Spare, long? Chunk, string Level)
{
    private static readonly string[] Levels =
        ["linear", "raid0", "0", "stripe", "raid1", "1", "mirror", "raid4", "4", "raid5", "5", "raid6", "6", "raid10", "10"];

    /// <summary>mdadm's arguments after the name.</summary>
    /// <exception cref="OperationFailedException">EINVAL: the numbers do not fit together.</exception>
    public string[] Arguments()
    {
        var places = Devices.Count + BitOperations.PopCount(Missing);
        var used = Used ?? places;
        if (!Levels.Contains(Level))
        {
            throw OperationFailedException.Invalid($"'{Level}' is no level of an array: it is one of {string.Join(", ", Levels)}");
        }

        if (used < 1 || Spare < 0 || (long)used + Spare != places)
        {
            throw OperationFailedException.Invalid($"{used} devices in use and {Spare} in reserve make {(long)used + Spare}, but there are {places} with the missing ones");
        }

        if (Chunk is { } size && (size <= 0 || size % 1024 != 0))
        {
            throw OperationFailedException.Invalid($"a chunk of {size} bytes cannot be: the size is a multiple of 1024");
        }

        string[] chunk = Chunk is { } bytes ? ["--chunk", Number(bytes / 1024)] : [];

        // Levels without spares refuse to be told of none, too.
        string[] spares = Spare > 0 ? ["--spare-devices", Number(Spare)] : [];
        return ["--run", "--level", Level, "--raid-devices", Number(used), .. spares, .. chunk, .. Places()];
    }

    // The devices in order, with mdadm's word where one is missing.
    private IEnumerable<string> Places()
    {
        var missing = Missing;
        for (var next = 0; next < Devices.Count || missing != 0; missing >>= 1)
        {
            if ((missing & 1) != 0)
            {
                yield return "missing";
            }
            else
            {
                yield return next < Devices.Count
                    ? Devices[next++]
                    : throw OperationFailedException.Invalid("the bitmap has a missing device after places for which there are no devices");
            }
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
