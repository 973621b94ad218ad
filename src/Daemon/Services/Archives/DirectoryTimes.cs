using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Sets the times of directories once everything is in them, because what is made in a directory changes its time.</summary>
internal sealed class DirectoryTimes(TarTree tree)
{
    // More than this are not worth the memory: such archives are not made of real trees.
    private const int MaxBytes = 64 << 20;

    private readonly List<(byte[] Path, (long Seconds, long Nanoseconds) Time)> _directories = [];
    private long _bytes;

    public void Add(byte[] path, (long Seconds, long Nanoseconds) time)
    {
        _bytes += path.Length + 64;
        if (_bytes <= MaxBytes)
        {
            _directories.Add((path, time));
        }
    }

    /// <summary>Sets them. A directory that something else has replaced since is left alone.</summary>
    public void Apply()
    {
        foreach (var (path, (seconds, nanoseconds)) in _directories)
        {
            using var directory = tree.TryOpen(path, OpenFlags.Path | OpenFlags.Directory | OpenFlags.NoFollow);
            if (directory is not null)
            {
                Libc.SetTimes(directory, "."u8, new(0, Libc.UtimeOmit), new(seconds, nanoseconds), Libc.AtSymlinkNoFollow);
            }
        }
    }
}
