using GuestCtl.Drives;

namespace GuestCtl.WarmStart;

/// <summary>What files take on the disk, which for a sparse one is less than its length.</summary>
internal static class DiskUsage
{
    /// <summary>Bytes that a directory's files take.</summary>
    public static long Of(string directory)
    {
        try
        {
            return Directory.EnumerateFiles(directory).Sum(file => HostFile.AllocatedBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
