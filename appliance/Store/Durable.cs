using System.Runtime.InteropServices;

namespace GuestCtl.Appliances.Store;

/// <summary>Makes files survive a power cut before their names say that they are complete.</summary>
internal static partial class Durable
{
    /// <summary>Flushes all files below a directory, then the directory.</summary>
    internal static void FlushTree(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            FlushFile(path);
        foreach (var path in Directory.EnumerateDirectories(directory, "*", SearchOption.AllDirectories))
            FlushDirectory(path);
        FlushDirectory(directory);
    }

    internal static void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Flushes a directory's entries, where the system can (.NET cannot open directories, so this is a direct call).</summary>
    internal static void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(path, 0);
        if (descriptor < 0)
            return;
        _ = Fsync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
