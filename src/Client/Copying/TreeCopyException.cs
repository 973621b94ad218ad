namespace GuestCtl.Copying;

/// <summary>A directory was copied, but not all of it.</summary>
/// <param name="source">The directory in the guest.</param>
/// <param name="unread">What the guest could not read; null if it read all.</param>
/// <param name="failures">What could not be made on this machine.</param>
internal sealed class TreeCopyException(string source, GuestOperationException? unread, CopyFailures failures)
    : IOException($"'{source}' was not copied completely: {Join(unread, failures)}", unread)
{
    private const int Lines = 10;

    // The tool names one file in each line.
    private static string Join(GuestOperationException? unread, CopyFailures failures)
    {
        var lines = unread?.Detail.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var told = lines.Take(Lines).ToList();
        if (lines.Length > Lines)
        {
            told.Add($"and {lines.Length - Lines} more lines");
        }

        if (failures.Any)
        {
            told.Add(failures.ToString());
        }

        return string.Join("; ", told);
    }
}
