using System.Globalization;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Files;

/// <summary>Directory listings for people: names, or lines like those of 'ls -l' with numeric owners and times in UTC.</summary>
internal sealed class ListingText(TextWriter output, bool details)
{
    private bool _wroteBefore;

    public void Write(string? heading, IReadOnlyList<GuestEntry> entries)
    {
        if (heading is not null)
        {
            output.WriteLine($"{(_wroteBefore ? "\n" : "")}{TerminalText.EscapeLine(heading)}:");
        }

        _wroteBefore = true;
        if (details)
        {
            WriteDetails(entries);
            return;
        }

        foreach (var entry in entries)
        {
            output.WriteLine(TerminalText.EscapeLine(entry.Name));
        }
    }

    private static string Time(Statns status) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(status.MtimeSec, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void WriteDetails(IReadOnlyList<GuestEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var table = new TextTable().Column("").Column("", isNumber: true).Column("", isNumber: true).Column("", isNumber: true)
            .Column("", isNumber: true).Column("").Column("");
        foreach (var entry in entries)
        {
            var name = entry.Target is { } target ? $"{entry.Name} -> {target}" : entry.Name;
            _ = entry.Status is { } status
                ? table.Row(ModeText.Format(status.Mode), Number(status.Nlink), Number(status.Uid), Number(status.Gid), Number(status.Size), Time(status), name)
                : table.Row("??????????", "?", "?", "?", "?", "?", name);
        }

        table.Write(output);
    }
}
