using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GuestCtl.Appliances.Recipes;

/// <summary>Everything that decides what an appliance holds, apart from the packages' versions and the daemon.</summary>
internal sealed class Recipe
{
    /// <summary>Raise it when the builder's code makes something else out of the same lists.</summary>
    internal const int BuilderVersion = 3;

    private readonly SortedDictionary<string, byte[]> _parts;

    /// <param name="parts">Lists by file name, and files of the root image by <c>root/path</c>.</param>
    internal Recipe(IReadOnlyDictionary<string, byte[]> parts)
    {
        _parts = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, content) in parts)
            _parts.Add(name, content);
        Hash = ComputeHash();
    }

    /// <summary>SHA-256 over all parts and the builder's version, in lower-case hexadecimal.</summary>
    internal string Hash { get; }

    internal IReadOnlyList<string> Packages => List("packages.txt");

    internal IReadOnlyList<string> Modules => List("modules.txt");

    internal IReadOnlyList<string> BootModules => List("boot-modules.txt");

    internal IReadOnlyList<string> Exclusions => List("exclude.txt");

    internal IReadOnlyList<string> Directories => List("directories.txt");

    internal IEnumerable<(string Path, string Target)> Links =>
        List("links.txt").Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1]));

    /// <summary>Files written over the unpacked packages, by path below the root.</summary>
    internal IEnumerable<(string Path, byte[] Content)> Files =>
        _parts.Where(part => part.Key.StartsWith("root/", StringComparison.Ordinal))
            .Select(part => (part.Key["root/".Length..], part.Value));

    /// <summary>The recipe that ships inside this assembly.</summary>
    internal static Recipe Embedded()
    {
        var assembly = typeof(Recipe).Assembly;
        var parts = new Dictionary<string, byte[]>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            parts.Add(name, content);
        }
        return new Recipe(parts);
    }

    private IReadOnlyList<string> List(string name) =>
        _parts.TryGetValue(name, out var content) ? ListFile.Parse(Encoding.UTF8.GetString(content)) : [];

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes($"guestctl appliance {BuilderVersion}"));
        foreach (var (name, content) in _parts)
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            Append(hash, content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Lengths go in as well, so that no two different sets of parts run together into the same bytes.
    private static void Append(IncrementalHash hash, byte[] content)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
        hash.AppendData(length);
        hash.AppendData(content);
    }
}
