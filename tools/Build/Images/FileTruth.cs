using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace GuestCtl.Build.Images;

/// <summary>
/// Lists what is in the guest, read from the archive and not from the image: path, type, octal mode, owner, group,
/// size, and the SHA-256 of a regular file or the target of a link, tab-separated.
/// </summary>
internal static class FileTruth
{
    public static async Task<string> ListAsync(string archive, DebianTree tree, CancellationToken cancellation)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await using var stream = File.OpenRead(archive);
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            var path = "/" + entry.Name.TrimStart('.').Trim('/');
            if (!tree.Written.ContainsKey(path) && TypeOf(entry.EntryType) is { } type)
            {
                rows[path] = Row(path, type, entry.Mode, entry.Uid, entry.Gid, entry.Length, await DetailAsync(entry, cancellation));
            }
        }

        foreach (var (path, text) in tree.Written)
        {
            var content = Encoding.UTF8.GetBytes(text);
            rows[path] = Row(path, "file", (UnixFileMode)Convert.ToInt32("644", 8), 0, 0, content.Length, Hex(SHA256.HashData(content)));
        }

        return string.Concat(rows.Values);
    }

    private static string? TypeOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile => "file",
        TarEntryType.Directory => "directory",
        TarEntryType.SymbolicLink => "symlink",
        TarEntryType.HardLink => "hardlink",
        TarEntryType.CharacterDevice => "chardev",
        _ => null,
    };

    private static async Task<string> DetailAsync(TarEntry entry, CancellationToken cancellation) => entry.EntryType switch
    {
        TarEntryType.SymbolicLink => entry.LinkName,
        TarEntryType.HardLink => "/" + entry.LinkName.TrimStart('.').Trim('/'),
        TarEntryType.RegularFile or TarEntryType.V7RegularFile =>
            Hex(entry.DataStream is null ? SHA256.HashData([]) : await SHA256.HashDataAsync(entry.DataStream, cancellation)),
        _ => "",
    };

    private static string Row(string path, string type, UnixFileMode mode, int owner, int group, long size, string detail) =>
        string.Join('\t', path, type, Convert.ToString((int)mode, 8), owner, group, size, detail) + "\n";

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
