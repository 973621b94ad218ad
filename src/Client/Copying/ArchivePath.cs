namespace GuestCtl.Copying;

/// <summary>A name in an archive as a path below the directory that it is unpacked into.</summary>
internal static class ArchivePath
{
    // One header of 4 MiB could otherwise make two million directories.
    private const int Longest = 1 << 16;

    /// <summary>The path without leading slashes, empty components and dots; empty for the directory itself.</summary>
    /// <exception cref="HostCallException">The name leads out of the directory, holds a zero byte, or is too long.</exception>
    public static byte[] Of(ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)0))
        {
            throw new HostCallException(0, "its name has a zero byte, and was refused");
        }

        if (name.Length > Longest)
        {
            throw new HostCallException(0, $"its name is longer than {Longest} bytes, and was refused");
        }

        var path = new byte[name.Length];
        var length = 0;
        foreach (var range in name.Split((byte)'/'))
        {
            switch (name[range])
            {
                case [] or [(byte)'.']:
                    continue;
                case [(byte)'.', (byte)'.']:
                    throw new HostCallException(0, "its name has a '..', and was refused");
                case var part:
                    if (length > 0)
                    {
                        path[length++] = (byte)'/';
                    }

                    part.CopyTo(path.AsSpan(length));
                    length += part.Length;
                    break;
            }
        }

        return path[..length];
    }

    /// <summary>The path of its directory; empty for the top.</summary>
    public static ReadOnlySpan<byte> Parent(ReadOnlySpan<byte> path) => path[..Math.Max(0, path.LastIndexOf((byte)'/'))];

    /// <summary>Its last component, with a zero byte.</summary>
    public static byte[] Name(ReadOnlySpan<byte> path) => HostDirectory.Terminated(path[(path.LastIndexOf((byte)'/') + 1)..]);

    /// <summary>Whether a path lies below a directory.</summary>
    public static bool IsBelow(ReadOnlySpan<byte> path, ReadOnlySpan<byte> directory)
        => directory.IsEmpty ? !path.IsEmpty : path.Length > directory.Length && path[directory.Length] == (byte)'/' && path.StartsWith(directory);
}
