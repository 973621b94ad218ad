using GuestCtl.Cli.Files;

namespace GuestCtl.Cli.Tests.Files;

public sealed class ListingTextTests
{
    private static readonly GuestEntry[] Entries =
    [
        new("/d/a", "a", new EntryStatus(0x81A4, 1, 0, 1000, 12345, 1_700_000_000, 0), null),
        new("/d/b", "b\n\e", EntryStatus.Unknown, null),
        new("/d/c", "c", new EntryStatus(0xA1FF, 12, 65534, 0, 7, long.MaxValue, 0), "to\e"),
    ];

    [Fact]
    public void Columns_are_as_wide_as_the_widest_entry_and_names_cannot_steer_the_terminal()
    {
        var columns = Entries.Aggregate(new ColumnWidths(), (widths, entry) => widths.Note(entry.Status!.Value));
        Assert.Equal(
            """
            /d:
            -rw-r--r--   1      0  1000  12345  2023-11-14 22:13  a
            ??????????   ?      ?     ?      ?  ?                 b\x0a\x1b
            lrwxrwxrwx  12  65534     0      7  9999-12-31 23:59  c -> to\x1b

            """,
            Write(columns));
    }

    [Fact]
    public void Without_columns_there_are_the_names() => Assert.Equal("/d:\na\nb\\x0a\\x1b\nc\n", Write(null));

    private static string Write(ColumnWidths? columns)
    {
        var output = new StringWriter { NewLine = "\n" };
        var text = new ListingText(output);
        text.Begin("/d");
        foreach (var entry in Entries)
        {
            text.Write(entry, columns);
        }

        return output.ToString();
    }
}
