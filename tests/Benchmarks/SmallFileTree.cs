using System.Formats.Tar;

namespace GuestCtl.Benchmarks;

/// <summary>An archive of many small files: 100 in a directory, of 0 to 4 KiB.</summary>
internal static class SmallFileTree
{
    private const int FilesInDirectory = 100;
    private const int MaxBytes = 4096;

    /// <summary>Writes the archive; the same for the same number.</summary>
    public static void Pack(string path, int files)
    {
        var random = new Random(files);
        using var tar = new TarWriter(File.Create(path), TarEntryFormat.Ustar);
        for (var i = 0; i < files; i++)
        {
            var directory = $"./d{i / FilesInDirectory}";
            if (i % FilesInDirectory == 0)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, directory + "/"));
            }

            var content = new byte[random.Next(MaxBytes)];
            random.NextBytes(content);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{directory}/f{i}") { DataStream = new MemoryStream(content) });
        }
    }
}
