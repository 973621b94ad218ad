using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>rpmdb.sqlite of RPM since 4.16: the headers are the blobs of its table Packages.</summary>
internal sealed class SqliteDatabase
{
    private const int FileHeader = 100;
    private const int InteriorPage = 5;
    private const int LeafPage = 13;

    // A tree of 2^31 pages is less deep.
    private const int MaxDepth = 20;

    private readonly DatabaseFile _file;
    private readonly SqliteLog? _log;
    private readonly int _pageLength;
    private readonly int _usable;

    private SqliteDatabase(DatabaseFile file, DatabaseFile? log)
    {
        _file = file;
        var header = file.Read(0, FileHeader);
        _pageLength = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var length && length == 1 ? 65536 : length;
        _usable = _pageLength - header[20];
        if (!header.AsSpan().StartsWith("SQLite format 3\0"u8) || _pageLength < 512 || (_pageLength & (_pageLength - 1)) != 0 || _usable < 480)
        {
            throw file.Damaged("its beginning is not that of an SQLite file");
        }

        _log = log is null ? null : SqliteLog.Read(log, _pageLength);
    }

    /// <summary>The headers of all packages.</summary>
    /// <param name="file">rpmdb.sqlite.</param>
    /// <param name="log">rpmdb.sqlite-wal, if there is one.</param>
    public static IEnumerable<byte[]> Headers(DatabaseFile file, DatabaseFile? log)
    {
        var database = new SqliteDatabase(file, log);

        // The first page is the table of all tables: type, name, table, first page, text.
        foreach (var table in database.Rows(1))
        {
            var row = new SqliteRecord(table);
            if (row.IsText(0, "table"u8) && row.IsText(1, "Packages"u8))
            {
                return database.Rows((uint)row.Integer(3)).Select(r => new SqliteRecord(r).Bytes(1).ToArray());
            }
        }

        throw file.Damaged("it has no table of packages");
    }

    private IEnumerable<byte[]> Rows(uint root)
    {
        // No page is in a tree twice, unless the file was made to lead in circles.
        var seen = new HashSet<uint>();
        var pages = new Stack<(uint Number, int Depth)>([(root, 0)]);
        while (pages.TryPop(out var next))
        {
            if (next.Depth > MaxDepth || !seen.Add(next.Number))
            {
                throw _file.Damaged($"page {next.Number} leads in circles");
            }

            var page = Page(next.Number);
            var header = next.Number == 1 ? FileHeader : 0;
            int type = page[header];
            var count = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(header + 3));
            var cells = header + (type == InteriorPage ? 12 : 8);
            if (type is not (InteriorPage or LeafPage) || cells + (count * 2) > page.Length)
            {
                throw _file.Damaged($"page {next.Number} is no page of a table");
            }

            if (type == InteriorPage)
            {
                pages.Push((BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(header + 8)), next.Depth + 1));
            }

            for (var i = count - 1; i >= 0 && type == InteriorPage; i--)
            {
                pages.Push((BinaryPrimitives.ReadUInt32BigEndian(Cell(page, cells, i)), next.Depth + 1));
            }

            for (var i = 0; i < count && type == LeafPage; i++)
            {
                yield return Payload(page, page.Length - Cell(page, cells, i).Length);
            }
        }
    }

    private ReadOnlySpan<byte> Cell(byte[] page, int cells, int index)
    {
        var at = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(cells + (index * 2)));
        return at + 4 <= page.Length ? page.AsSpan(at) : throw _file.Damaged("a cell is outside its page");
    }

    // A row that does not fit into its page goes on in a chain of others.
    private byte[] Payload(byte[] page, int at)
    {
        var (length, lengthBytes) = SqliteRecord.Number(page.AsSpan(at));
        var (_, keyBytes) = SqliteRecord.Number(page.AsSpan(at + lengthBytes));
        at += lengthBytes + keyBytes;
        if (length is < 0 or > DatabaseFile.MaxBlob || length > _file.Length + DatabaseFile.MaxBlob)
        {
            throw _file.Damaged($"it has a row of {length} bytes");
        }

        var local = (int)LocalLength(length);
        if (at + local > page.Length)
        {
            throw _file.Damaged("a row is outside its page");
        }

        if (local == length)
        {
            return page[at..(at + local)];
        }

        if (at + local + 4 > page.Length)
        {
            throw _file.Damaged("a row is outside its page");
        }

        using var payload = new MemoryStream();
        payload.Write(page, at, local);
        var next = BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at + local));
        while (payload.Length < length)
        {
            var overflow = Page(next);
            payload.Write(overflow, 4, (int)Math.Min(_usable - 4, length - payload.Length));
            next = BinaryPrimitives.ReadUInt32BigEndian(overflow);
        }

        return payload.ToArray();
    }

    private long LocalLength(long length)
    {
        var most = _usable - 35;
        var least = ((_usable - 12) * 32 / 255) - 23;
        var fitting = least + ((length - least) % (_usable - 4));
        return length <= most ? length : fitting <= most ? fitting : least;
    }

    private byte[] Page(uint number)
        => number == 0 ? throw _file.Damaged("it ends too early") : _log?.Page(number, _pageLength) ?? _file.Read((number - 1L) * _pageLength, _pageLength);
}
