using GuestCtl.Protocol.Text;

namespace GuestCtl.Protocol.Tar;

/// <summary>What a map of holes must be like, before anything is written by it.</summary>
internal static class SparseMap
{
    /// <summary>Checks that the ranges are in order, within the file, and as long as what is stored.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public static void Check(TarEntry entry, long stored)
    {
        if (entry.Size < 0)
        {
            throw Wrong(entry);
        }

        if (entry.Map is null)
        {
            return;
        }

        var (end, total) = (0L, 0L);
        foreach (var (offset, length) in entry.Map)
        {
            if (offset < end || length < 0 || length > entry.Size || offset > entry.Size - length)
            {
                throw Wrong(entry);
            }

            end = offset + length;
            total += length;
        }

        if (total != stored)
        {
            throw Wrong(entry);
        }
    }

    private static InvalidDataException Wrong(TarEntry entry)
        => new InvalidDataException($"the archive has a map of holes that does not fit {GuestText.Decode(entry.Name)}");
}
