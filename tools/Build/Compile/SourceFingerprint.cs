using System.Security.Cryptography;
using System.Text;

namespace GuestCtl.Build.Compile;

/// <summary>
/// Says in a few milliseconds whether anything that the build reads has changed, so that a second build costs nothing:
/// asking MSBuild the same takes ten seconds for this solution.
/// </summary>
internal static class SourceFingerprint
{
    private static readonly HashSet<string> NotSources = ["bin", "obj", "TestResults", ".git", "artifacts"];

    /// <summary>A hash of the name, size and time of every source file below the given roots.</summary>
    public static string Of(string root, params string[] parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in parts.SelectMany(part => FilesOf(Path.Combine(root, part))).Order(StringComparer.Ordinal))
        {
            var info = new FileInfo(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(root, file)}\0{info.Length}\0{info.LastWriteTimeUtc.Ticks}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Concat(Directory.EnumerateDirectories(path)
                .Where(directory => !NotSources.Contains(Path.GetFileName(directory)))
                .SelectMany(FilesOf))
            : [];
    }
}
