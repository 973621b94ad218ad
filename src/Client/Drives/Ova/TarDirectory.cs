using System.Globalization;
using GuestCtl.Drives.Formats;
using GuestCtl.Protocol.Tar;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Drives.Ova;

/// <summary>The members of a tar archive and where they are. Only their headers are read.</summary>
internal sealed class TarDirectory
{
    // An OVA has a description, a manifest, a certificate and some disks. Each member costs a read.
    private const int MaxMembers = 256;

    // Long names and POSIX records before a member, together. A name has 4096 bytes at the most.
    private const int MaxRecordBytes = 64 << 10;
    private const int MarkAt = 257;

    private readonly List<TarMember> _members = [];

    private TarDirectory()
    {
    }

    /// <summary>The members in their order, as far as they could be read.</summary>
    public IReadOnlyList<TarMember> Members => _members;

    /// <summary>Why the rest of the archive cannot be read; null when all of it was.</summary>
    public string? Damage { get; private set; }

    /// <summary>Whether a file begins like an archive.</summary>
    public static bool IsOne(ImageBytes image)
    {
        var start = image.Peek(0, TarHeader.Size);
        return start.Length == TarHeader.Size && start.AsSpan(MarkAt).StartsWith("ustar"u8) && new TarHeader(start).HasValidChecksum;
    }

    /// <summary>Reads the headers.</summary>
    /// <param name="image">The archive.</param>
    /// <param name="most">How many members are enough. <value>Default: all.</value></param>
    public static TarDirectory Read(ImageBytes image, int most = int.MaxValue)
    {
        var directory = new TarDirectory();
        try
        {
            directory.Damage = directory.ReadMembers(image, most);
        }
        catch (InvalidDataException e)
        {
            directory.Damage = e.Message;
        }
        return directory;
    }

    private string? ReadMembers(ImageBytes image, int most)
    {
        List<KeyValuePair<string, byte[]>> records = [], common = [];
        byte[]? longName = null;
        var (headers, taken) = (0, 0L);
        for (long at = 0; at != image.Length;)
        {
            var block = image.Peek(at, TarHeader.Size);
            if (block.Length < TarHeader.Size)
                return "the archive is cut off";
            var header = new TarHeader(block);
            if (header.IsZero)
                return null;
            if (!header.HasValidChecksum)
                return string.Create(CultureInfo.InvariantCulture, $"the archive is damaged at byte {at}, where a header should be");
            if (++headers > 2 * MaxMembers || _members.Count == MaxMembers)
                return string.Create(CultureInfo.InvariantCulture, $"the archive has more than {MaxMembers} members");
            var type = header.Type;
            var entry = header.Read();
            if (type is 'x' or 'g' or 'L' or 'K')
            {
                CheckRecords(taken += Math.Max(0, entry.StoredSize));
            }
            else
            {
                if (type is 'S')
                    return $"the archive has a file with holes, {GuestText.Decode(entry.Name)}";
                PaxRecords.Apply(common.Concat(records), entry);
                Add(entry, type, longName, at + TarHeader.Size);
                (records, longName, taken) = ([], null, 0);
                if (_members.Count == most)
                    return null;
            }
            if (End(at, entry.StoredSize, image.Length) is not { } next)
                return $"the archive is cut off in {GuestText.Decode(entry.Name)}, or the size of that is wrong";
            if (type is 'x')
                records.AddRange(PaxRecords.Parse(Content(image, at, entry.StoredSize)));
            else if (type is 'g')
                common = PaxRecords.Parse(Content(image, at, entry.StoredSize));
            else if (type is 'L')
                longName = Content(image, at, entry.StoredSize).AsSpan().TrimEnd((byte)0).ToArray();
            at = next;
        }
        return null;
    }

    private void Add(TarEntry entry, char type, byte[]? longName, long offset)
    {
        var name = GuestText.Decode(longName ?? entry.Name);
        _members.Add(new TarMember(
            name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name, offset, entry.StoredSize, type is '0' or '\0' or '7' && entry is { Kind: TarEntryKind.Regular, Map: null }));
    }

    // Members are filled up to whole blocks. What is not in the archive is none of it.
    private static long? End(long header, long size, long length)
    {
        if (size < 0 || size > length)
            return null;
        var end = header + TarHeader.Size + RoundUp(size);
        return end <= length ? end : null;
    }

    /// <summary>The length that a member has in the archive.</summary>
    public static long RoundUp(long size) => (size + TarHeader.Size - 1) / TarHeader.Size * TarHeader.Size;

    private static byte[] Content(ImageBytes image, long header, long size) => image.Peek(header + TarHeader.Size, (int)size);

    private static void CheckRecords(long bytes)
    {
        if (bytes > MaxRecordBytes)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the archive has headers of {bytes} bytes for one member; at most {MaxRecordBytes} are taken"));
    }
}
