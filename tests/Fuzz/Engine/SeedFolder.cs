using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace GuestCtl.Fuzz.Engine;

/// <summary>The inputs of a subject that are kept with the sources: good ones to begin with, and each at which a reader once failed.</summary>
internal static class SeedFolder
{
    /// <summary>The files, in an order that is the same everywhere.</summary>
    public static IReadOnlyList<string> Files(string subject)
    {
        var folder = Path.Combine(Root(), subject);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Keeps a finding, so that the next run of the tests begins with it.</summary>
    /// <returns>The file.</returns>
    public static string Keep(string subject, Finding finding)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root(), subject)).FullName;
        var file = Path.Combine(folder, $"{finding.Key[..Math.Min(finding.Key.Length, 80)]}-{Convert.ToHexStringLower(SHA256.HashData(finding.Input))[..8]}");
        File.WriteAllBytes(file, finding.Input);
        return file;
    }

    private static string Root([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "..", "Seeds");
}
