using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Naming;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Services.Files.Globbing;

/// <summary>Finds the paths that match one pattern without braces. Each directory on the way is opened by its path below the guest's
/// root, so links lead no further than they do for any other function.</summary>
internal sealed class GlobWalk(GuestRoot root, byte[] pattern, bool markDirectories, NameList found, CancellationToken cancellationToken)
{
    /// <summary>Adds the matching paths to the list.</summary>
    public void Run() => Match(SlashesAt(0).ToArray(), 0);

    // Slashes are kept as they stand in the pattern.
    private ReadOnlySpan<byte> SlashesAt(int index)
    {
        var rest = pattern.AsSpan(index);
        return rest[..(rest.Length - rest.TrimStart((byte)'/').Length)];
    }

    private void Match(byte[] prefix, int slashes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = slashes + SlashesAt(slashes).Length;
        if (start >= pattern.Length)
        {
            AddDirectory(prefix);
            return;
        }

        var rest = pattern.AsSpan(start);
        var length = rest.IndexOf((byte)'/') is var slash and >= 0 ? slash : rest.Length;
        var component = new GlobPattern(rest[..length].ToArray());
        if (!component.HasWildcards)
        {
            Descend([.. prefix, .. component.Text], start + length);
            return;
        }

        if (prefix.AsSpan().TrimEnd((byte)'/').IsEmpty)
        {
            prefix = [(byte)'/'];
        }

        using var directory = root.TryOpen(Path(prefix), OpenFlags.ReadOnly | OpenFlags.Directory);
        if (directory is null)
        {
            return;
        }

        var names = new NameList(found.What);
        using (var reader = new DirectoryReader(directory, found.What))
        {
            while (reader.Next())
            {
                if (component.IsMatch(reader.Name))
                {
                    names.Add(reader.Name);
                }
            }
        }

        directory.Dispose();
        for (var i = 0; i < names.Count; i++)
        {
            Descend([.. prefix, .. names[i]], start + length);
        }
    }

    private void Descend(byte[] path, int end)
    {
        if (end < pattern.Length)
        {
            Match([.. path, .. SlashesAt(end)], end);
            return;
        }

        if (root.TryStat(Path(path), followLinks: false) is { } status)
        {
            var isDirectory = status.Type == FileType.Directory
                || (status.Type == FileType.SymbolicLink && root.TryStat(Path(path), followLinks: true)?.Type == FileType.Directory);
            found.Add(isDirectory && markDirectories ? [.. path, (byte)'/'] : path);
        }
    }

    // The pattern ends in a slash: the path must be a directory, and keeps the slash.
    private void AddDirectory(byte[] path)
    {
        if (root.TryStat(Path(path), followLinks: true)?.Type == FileType.Directory)
        {
            found.Add(path);
        }
    }

    private static GuestPath Path(byte[] path) => GuestPath.Parse(ByteString.CopyFrom(path));
}
