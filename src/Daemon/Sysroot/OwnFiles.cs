namespace GuestCtl.Daemon.Sysroot;

/// <summary>The files that the daemon itself has open.</summary>
internal static class OwnFiles
{
    private const string Directory = "/proc/self/fdinfo";
    private const string Key = "mnt_id:";

    /// <summary>Whether one of them is on a mount.</summary>
    /// <param name="mount">The kernel's number of the mount.</param>
    public static bool AreOn(ulong mount)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory))
        {
            try
            {
                if (File.ReadLines(file).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) is { } line
                    && ulong.Parse(line.AsSpan(Key.Length).Trim(), System.Globalization.CultureInfo.InvariantCulture) == mount)
                {
                    return true;
                }
            }
            catch (IOException)
            {
                // It was closed meanwhile.
            }
        }

        return false;
    }
}
