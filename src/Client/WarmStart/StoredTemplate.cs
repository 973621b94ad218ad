using GuestCtl.Drives;

namespace GuestCtl.WarmStart;

/// <summary>A template as it lies in the cache.</summary>
/// <param name="Directory">Where it is.</param>
/// <param name="Machine">What it was made with; empty when its manifest cannot be read.</param>
/// <param name="MemoryMiB">The guest's memory in MiB.</param>
/// <param name="Bytes">What it takes on the disk.</param>
/// <param name="CreatedUtc">When it was made.</param>
/// <param name="UsedUtc">When it was last used.</param>
internal sealed record StoredTemplate(string Directory, string Machine, long MemoryMiB, long Bytes, DateTime CreatedUtc, DateTime UsedUtc)
{
    /// <summary>Whether a launch would find it readable.</summary>
    public bool IsReadable => Machine.Length > 0;

    /// <summary>The key that it is found by.</summary>
    public string Key => Path.GetFileName(Directory);

    /// <summary>Looks at a directory.</summary>
    public static StoredTemplate Describe(string directory)
    {
        var manifest = TemplateManifest.Read(TemplateFiles.Manifest(directory));
        var used = System.IO.Directory.GetLastWriteTimeUtc(directory);
        return new StoredTemplate(
            directory, manifest?.Machine ?? "", (manifest?.MemoryBytes ?? 0) >> 20, BytesOf(directory), manifest?.CreatedUtc ?? used, used);
    }

    // A sparse file takes less than its length. One that vanishes meanwhile takes nothing.
    private static long BytesOf(string directory)
    {
        try
        {
            return System.IO.Directory.EnumerateFiles(directory).Sum(HostFile.AllocatedBytes);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
