using System.IO.Hashing;
using System.Text;

namespace GuestCtl.Launch;

/// <summary>
/// Small facts about this host that cost a process to find out. One file per fact; the file holds its key as well, so a
/// hash collision or a half-written file is never taken for an answer. Losing the cache only costs time.
/// </summary>
/// <param name="directory">A directory of the user's own; null keeps nothing.</param>
internal sealed class FactCache(string? directory)
{
    private readonly string? _directory = directory is null ? null : Path.Combine(directory, "facts");

    /// <summary>The fact, or null when it is not known.</summary>
    public string? Read(string kind, string key)
    {
        if (_directory is null)
            return null;
        try
        {
            var lines = File.ReadAllLines(PathOf(kind, key));
            return lines.Length == 2 && lines[0] == key ? lines[1] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>When the fact was written, in UTC.</summary>
    public DateTime WrittenUtc(string kind, string key) =>
        _directory is null ? DateTime.MinValue : File.GetLastWriteTimeUtc(PathOf(kind, key));

    /// <summary>Keeps a fact. A cache that cannot be written is no error.</summary>
    public void Write(string kind, string key, string value)
    {
        if (_directory is null)
            return;
        var target = PathOf(kind, key);
        var temporary = target + "." + Path.GetRandomFileName();
        try
        {
            Directory.CreateDirectory(_directory);
            File.WriteAllText(temporary, key + "\n" + value + "\n");
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    private string PathOf(string kind, string key) =>
        Path.Combine(_directory!, kind + "-" + Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(key))));

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stray temporary file in the user's own cache does no harm.
        }
    }
}
