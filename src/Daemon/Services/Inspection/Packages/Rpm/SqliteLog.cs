using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>The write-ahead log beside an SQLite file: pages that are newer than those in the file. Only transactions that were
/// committed, with the right checksums, count.</summary>
internal sealed class SqliteLog
{
    private const int LogHeader = 32;
    private const int FrameHeader = 24;
    private const uint Magic = 0x377f0682;

    // RPM folds the log into the file long before this.
    private const long MaxLength = 256 << 20;

    private readonly DatabaseFile _file;
    private readonly Dictionary<uint, long> _pages = [];

    private SqliteLog(DatabaseFile file) => _file = file;

    /// <summary>Reads the log; null when it does not belong to a file with this page length.</summary>
    public static SqliteLog? Read(DatabaseFile file, int pageLength)
    {
        if (file.Length is < LogHeader or > MaxLength)
        {
            return null;
        }

        var header = file.Read(0, LogHeader);
        var isBigEndian = Word(header, 0) == (Magic | 1);
        var sum = Checksum(header.AsSpan(0, 24), (0, 0), isBigEndian);
        if ((!isBigEndian && Word(header, 0) != Magic) || Word(header, 8) != pageLength || sum != (Word(header, 24), Word(header, 28)))
        {
            return null;
        }

        var log = new SqliteLog(file);
        var pending = new Dictionary<uint, long>();
        for (var at = (long)LogHeader; at + FrameHeader + pageLength <= file.Length; at += FrameHeader + pageLength)
        {
            var frame = file.Read(at, FrameHeader + pageLength);
            sum = Checksum(frame.AsSpan(FrameHeader), Checksum(frame.AsSpan(0, 8), sum, isBigEndian), isBigEndian);
            if (!frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8)) || sum != (Word(frame, 16), Word(frame, 20)))
            {
                break;
            }

            pending[Word(frame, 0)] = at + FrameHeader;
            if (Word(frame, 4) != 0)
            {
                log.Commit(pending);
            }
        }

        return log;
    }

    /// <summary>A page; null when the log has no newer one than the file.</summary>
    public byte[]? Page(uint number, int length) => _pages.TryGetValue(number, out var offset) ? _file.Read(offset, length) : null;

    private void Commit(Dictionary<uint, long> pages)
    {
        foreach (var (number, offset) in pages)
        {
            _pages[number] = offset;
        }

        pages.Clear();
    }

    private static (uint, uint) Checksum(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum, bool isBigEndian)
    {
        for (var i = 0; i < bytes.Length; i += 8)
        {
            var (x, y) = isBigEndian
                ? (BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[(i + 4)..]))
                : (BinaryPrimitives.ReadUInt32LittleEndian(bytes[i..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i + 4)..]));
            sum.First += x + sum.Second;
            sum.Second += y + sum.First;
        }

        return sum;
    }

    private static uint Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
