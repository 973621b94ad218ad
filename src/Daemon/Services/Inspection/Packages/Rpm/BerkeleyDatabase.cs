using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>The Berkeley DB hash file, Packages, of RPM before 4.16. All pages are read in order: the hash itself is of no use here.</summary>
internal static class BerkeleyDatabase
{
    private const uint HashMagic = 0x061561;
    private const int PageHeader = 26;
    private const int UnsortedHashPage = 2;
    private const int HashPage = 13;
    private const int OverflowPage = 7;
    private const int InPage = 1;
    private const int OffPage = 3;
    private const int OffPageLength = 12;

    public static IEnumerable<byte[]> Headers(DatabaseFile file)
    {
        var meta = new Page(file.Read(0, 72), false);
        if (meta.Word(12) != HashMagic)
        {
            meta = new Page(meta.Bytes, true);
        }

        var pageLength = meta.Word(20);
        if (meta.Word(12) != HashMagic || pageLength is < 512 or > 65536 || (pageLength & (pageLength - 1)) != 0 || meta.Bytes[24] != 0)
        {
            throw file.Damaged("its beginning is not that of an unencrypted hash of Berkeley DB");
        }

        var pages = Math.Min(meta.Word(32), (file.Length / pageLength) - 1);
        for (var number = 1L; number <= pages; number++)
        {
            var page = Read(number);
            if (page.Type is HashPage or UnsortedHashPage)
            {
                foreach (var header in Values(page))
                {
                    yield return header;
                }
            }
        }

        Page Read(long number) => new(file.Read(number * pageLength, (int)pageLength), meta.IsBigEndian);

        // Items come in pairs of key and value and fill the page from its end.
        IEnumerable<byte[]> Values(Page page)
        {
            var count = page.Half(20);
            if (PageHeader + (count * 2) > pageLength)
            {
                throw file.Damaged("a page has more items than room");
            }

            for (var i = 0; i + 1 < count; i += 2)
            {
                var (key, value, end) = (page.Half(PageHeader + (i * 2)), page.Half(PageHeader + ((i + 1) * 2)), i == 0 ? (int)pageLength : page.Half(PageHeader + ((i - 1) * 2)));
                if (value >= key || key >= end || end > pageLength)
                {
                    throw file.Damaged("the items of a page overlap");
                }

                // The package with number 0 is none, but where the next number is kept.
                if (page.Bytes.AsSpan(key + 1, end - key - 1).IndexOfAnyExcept((byte)0) < 0)
                {
                    continue;
                }

                if (page.Bytes[value] == InPage)
                {
                    yield return page.Bytes[(value + 1)..key];
                }
                else if (page.Bytes[value] == OffPage && value + OffPageLength <= key)
                {
                    yield return Overflow(page.Word(value + 4), page.Word(value + 8));
                }
            }
        }

        byte[] Overflow(uint number, uint length)
        {
            if (length > Math.Min(DatabaseFile.MaxBlob, file.Length))
            {
                throw file.Damaged($"it has a header of {length} bytes");
            }

            var blob = new byte[length];
            for (var done = 0; done < length;)
            {
                var page = Read(number);
                var count = page.Half(22);
                if (page.Type != OverflowPage || count == 0 || PageHeader + count > pageLength || done + count > length)
                {
                    throw file.Damaged($"page {number} is no part of a header");
                }

                page.Bytes.AsSpan(PageHeader, count).CopyTo(blob.AsSpan(done));
                done += count;
                number = page.Word(16);
            }

            return blob;
        }
    }

    private readonly record struct Page(byte[] Bytes, bool IsBigEndian)
    {
        public int Type => Bytes[25];

        public uint Word(int at) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(at));

        public int Half(int at) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(at));
    }
}
