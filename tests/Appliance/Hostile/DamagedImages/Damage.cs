using System.Buffers.Binary;

namespace GuestCtl.Appliance.Tests.Hostile.DamagedImages;

/// <summary>Damage to an image, the same for each seed.</summary>
internal static class Damage
{
    private const int SectorSize = 512;
    private const int MostChanges = 24;

    private static readonly uint[] Limits = [0, 1, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

    /// <summary>Where the image holds anything, in sectors: changes elsewhere would seldom be read.</summary>
    public static int[] UsedSectors(ReadOnlySpan<byte> image)
    {
        var used = new List<int>();
        for (var sector = 0; sector < image.Length / SectorSize; sector++)
        {
            if (image.Slice(sector * SectorSize, SectorSize).ContainsAnyExcept((byte)0))
            {
                used.Add(sector);
            }
        }

        return [.. used];
    }

    /// <summary>The sectors that a seed changes, with their new content.</summary>
    public static IReadOnlyDictionary<int, byte[]> Make(ReadOnlySpan<byte> image, int[] used, int seed)
    {
        var random = new Random(seed);
        var changed = new Dictionary<int, byte[]>();
        for (var left = random.Next(1, MostChanges + 1); left > 0; left--)
        {
            var sector = used[random.Next(used.Length)];
            if (!changed.TryGetValue(sector, out var content))
            {
                changed[sector] = content = image.Slice(sector * SectorSize, SectorSize).ToArray();
            }

            Change(content, image.Slice(used[random.Next(used.Length)] * SectorSize, SectorSize), random);
        }

        return changed;
    }

    private static void Change(Span<byte> sector, ReadOnlySpan<byte> other, Random random)
    {
        var at = random.Next(SectorSize);
        switch (random.Next(6))
        {
            case 0:
                sector[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                sector[at] = (byte)random.Next(256);
                break;
            case 2:
                BinaryPrimitives.WriteUInt32LittleEndian(sector[(at & ~3)..], Limits[random.Next(Limits.Length)]);
                break;
            case 3:
                sector.Slice(at, random.Next(SectorSize - at)).Fill((byte)(random.Next(2) * 255));
                break;
            case 4:
                random.NextBytes(sector.Slice(at, random.Next(Math.Min(64, SectorSize - at))));
                break;
            default:
                // What points to one thing points to another, or a table stands where a directory was.
                other.CopyTo(sector);
                break;
        }
    }
}
