using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace GuestCtl.Daemon.Tests.Inspection;

/// <summary>Files that real programs made, kept beside the tests.</summary>
internal static class Fixture
{
    public static byte[] Unpacked(string name)
    {
        using var file = File.OpenRead(Path.Combine(Directory(), "Fixtures", name + ".gz"));
        using var content = new MemoryStream();
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        gzip.CopyTo(content);
        return content.ToArray();
    }

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Directory(), name));

    private static string Directory([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
