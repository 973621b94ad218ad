using System.Globalization;

namespace GuestCtl.Cli.Files;

/// <summary>How wide the columns of a listing with details are. They are known before the first line is written.</summary>
internal sealed class ColumnWidths
{
    public int Links { get; private set; }

    public int Uid { get; private set; }

    public int Gid { get; private set; }

    public int Size { get; private set; }

    public int Time { get; private set; }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string TimeText(EntryStatus status) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(status.Modified, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Makes room for an entry.</summary>
    public ColumnWidths Note(EntryStatus status)
    {
        // What is not known is a question mark.
        var isKnown = status.IsKnown;
        Links = Math.Max(Links, isKnown ? Digits(status.Links) : 1);
        Uid = Math.Max(Uid, isKnown ? Digits(status.Uid) : 1);
        Gid = Math.Max(Gid, isKnown ? Digits(status.Gid) : 1);
        Size = Math.Max(Size, isKnown ? Digits(status.Size) : 1);
        Time = Math.Max(Time, isKnown ? "yyyy-MM-dd HH:mm".Length : 1);
        return this;
    }

    private static int Digits(long value)
    {
        Span<char> text = stackalloc char[20];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        return length;
    }
}
