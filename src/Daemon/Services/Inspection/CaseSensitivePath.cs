using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>Finds the true letters of a path that ignores case.</summary>
internal static class CaseSensitivePath
{
    /// <summary>The path as the guest has it. The last component need not exist and is then left as it is, unless a slash follows it: a directory
    /// must exist.</summary>
    /// <param name="root">The guest.</param>
    /// <param name="path">The path in any letters.</param>
    /// <param name="budget">Counts the names that are looked at, if they are not to be too many.</param>
    /// <exception cref="OperationFailedException">ENOENT: a component that must exist does not. ENOTDIR: one of them is not a directory. EFBIG: the budget is used up.</exception>
    public static GuestPath Find(GuestRoot root, GuestPath path, ReadingBudget? budget = null)
    {
        var components = Components(path.Bytes);
        var isDirectory = path.Bytes.EndsWith("/"u8);
        var found = GuestPath.Of("/");
        for (var i = 0; i < components.Count; i++)
        {
            var name = Match(root, found, components[i], path, budget);
            if (name is null && (isDirectory || i < components.Count - 1))
            {
                var missing = GuestText.Decode(components[i]);
                throw OperationFailedException.FromErrno($"{path}: {missing}", Errno.ENOENT, Reasons.NameNotFound(missing));
            }

            found = found.Append(name ?? components[i]);
        }

        if (isDirectory)
        {
            using var directory = root.TryOpen(found, OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast(path.ToString());
        }

        return found;
    }

    private static List<byte[]> Components(ReadOnlySpan<byte> path)
    {
        var components = new List<byte[]>();
        foreach (var range in path.Split((byte)'/'))
        {
            if (!path[range].IsEmpty)
            {
                components.Add(path[range].ToArray());
            }
        }

        return components;
    }

    // A name with the same letters goes before one that differs in case only.
    private static byte[]? Match(GuestRoot root, GuestPath directory, byte[] name, GuestPath path, ReadingBudget? budget)
    {
        using var handle = root.TryOpen(directory, OpenFlags.ReadOnly | OpenFlags.Directory) ?? throw OperationFailedException.FromLast($"{path}: {directory}");
        using var reader = new DirectoryReader(handle, $"{path}: {directory}");
        var text = GuestText.Decode(name);
        string? similar = null;
        while (reader.NextName())
        {
            budget?.AddName($"{path}");
            if (reader.Name.SequenceEqual(name))
            {
                return name;
            }

            var other = GuestText.Decode(reader.Name);
            if (string.Equals(other, text, StringComparison.OrdinalIgnoreCase) && (similar is null || string.CompareOrdinal(other, similar) < 0))
            {
                similar = other;
            }
        }

        return similar is null ? null : GuestText.Encode(similar);
    }
}
