namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>The lines that were typed, kept in a file from one run to the next.</summary>
/// <param name="file">The file; null for none.</param>
internal sealed class History(string? file)
{
    // What a person may still look for.
    private const int Longest = 500;

    private readonly List<string> _lines = Load(file);

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Keeps a line, unless it is empty or the last one once more.</summary>
    public void Add(string line)
    {
        if (line.Trim().Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
        }
    }

    /// <summary>Writes the file. That it cannot be written is not worth a message.</summary>
    public void Save()
    {
        try
        {
            if (file is not null)
            {
                using var writer = new StreamWriter(file, OnlyMine());
                foreach (var line in _lines.TakeLast(Longest))
                {
                    writer.WriteLine(line);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As the summary says.
        }
    }

    // A line may have a password in it.
    private static FileStreamOptions OnlyMine()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static List<string> Load(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? [.. File.ReadLines(file).TakeLast(Longest)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
