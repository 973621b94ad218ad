using System.Security.Cryptography;

namespace GuestCtl.Appliances.Store;

/// <summary>SHA-256 of files, and the record of a finished one.</summary>
internal static class FileHash
{
    internal static async Task<string> Sha256Async(string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel).ConfigureAwait(false));
    }

    internal static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    internal static async Task<ApplianceFile> DescribeAsync(string directory, string name, CancellationToken cancel)
    {
        var path = Path.Combine(directory, name);
        return new ApplianceFile(name, new FileInfo(path).Length, await Sha256Async(path, cancel).ConfigureAwait(false));
    }
}
