using System.Globalization;
using GuestCtl.Protocol.Text;

namespace GuestCtl.LocalMounts;

/// <summary>The guest's tree as a file system: each operation as calls of the handle. The host's kernel keeps names and attributes for a while, so nothing is kept here.</summary>
/// <param name="guest">The handle.</param>
/// <param name="forget">Makes the kernel forget what it keeps of the file with this name.</param>
/// <param name="trace">Gets a line for each operation; null for none.</param>
internal sealed class LocalTree(GuestFs guest, Action<string> forget, Action<string>? trace)
{
    public const int PermissionBits = 0xfff;

    private const int AccessMode = 3;
    private const int Truncating = 0x200;
    private const int CreateOnly = 1;
    private const int ReplaceOnly = 2;
    private const long TimeNow = 0x3fffffff;
    private const long TimeOmitted = 0x3ffffffe;
    private const uint TypeBits = 0xf000;

    // The daemon takes these bits from what it makes.
    private const uint MaskedBits = 0x12;

    // As many as one message of names takes easily.
    private const int EntriesAtOnce = 2000;

    public GuestFs Guest => guest;

    /// <summary>The names of files that have several.</summary>
    public HardLinks Links { get; } = new(forget);

    /// <summary>Runs an operation.</summary>
    public int Call(string operation, string path, Func<LocalTree, string, int> action)
    {
        trace?.Invoke(string.Create(CultureInfo.InvariantCulture, $"mount_local: {operation} {path}"));
        return action(this, path);
    }

    public Statns Status(string path)
    {
        var status = guest.Lstatns(path);
        Links.Note(path, status);
        return status;
    }

    public void Remove(string path)
    {
        guest.Rm(path);
        Links.Removed(path);
    }

    public void Rename(string from, string to)
    {
        guest.Rename(from, to);
        Links.Renamed(from, to);
    }

    public void Link(string from, string to)
    {
        guest.Ln(from, to);

        // The kernel counts the new name for that name only.
        forget(from);
        Status(from);
        Links.Changed(from);
    }

    public void MakeNode(string path, uint mode, ulong device)
    {
        var (major, minor) = ((device >> 8 & 0xfff) | (device >> 32 & ~0xffful), (device & 0xff) | (device >> 12 & ~0xfful));
        guest.Mknod((int)mode, (int)major, (int)minor, path);
        Unmask(path, mode);
    }

    public void MakeDirectory(string path, uint mode)
    {
        guest.MkdirMode(path, (int)mode & PermissionBits);
        Unmask(path, mode);
    }

    public void ChangeOwner(string path, uint owner, uint group)
    {
        // The system call's -1 leaves one of them as it is; the function takes both.
        var status = owner == uint.MaxValue || group == uint.MaxValue ? guest.Lstatns(path) : null;
        guest.Lchown(owner == uint.MaxValue ? (int)status!.Uid : (int)owner, group == uint.MaxValue ? (int)status!.Gid : (int)group, path);
    }

    public void Open(string path, int flags)
    {
        if ((flags & Truncating) != 0 && (flags & AccessMode) != 0)
        {
            guest.TruncateSize(path, 0);
        }
    }

    public int Write(string path, byte[] content, long offset)
    {
        var written = guest.Pwrite(path, content, offset);
        Links.Changed(path);
        return written;
    }

    public void SetAttribute(string path, string name, ReadOnlySpan<byte> value, int flags)
    {
        if ((flags & (CreateOnly | ReplaceOnly)) != 0)
        {
            var exists = Array.Exists(guest.Lgetxattrs(path), attribute => attribute.Attrname == name);
            if (exists && (flags & CreateOnly) != 0)
            {
                throw new GuestOperationException("lsetxattr", $"{path}: it has the attribute {name} already", Errno.EEXIST);
            }

            if (!exists && (flags & ReplaceOnly) != 0)
            {
                throw new GuestOperationException("lsetxattr", $"{path}: it has no attribute {name}", Errno.ENODATA);
            }
        }

        guest.Lsetxattr(name, GuestText.Decode(value), value.Length, path);
        ForgetMode(path, name);
    }

    public void RemoveAttribute(string path, string name)
    {
        guest.Lremovexattr(name, path);
        ForgetMode(path, name);
    }

    /// <summary>The names of the extended attributes, each followed by a zero.</summary>
    public byte[] AttributeNames(string path) => [.. guest.Lgetxattrs(path).SelectMany(attribute => (byte[])[.. GuestText.Encode(attribute.Attrname), 0])];

    /// <summary>What is in a directory; of the directory itself and its parent only the name.</summary>
    public IEnumerable<(string Name, Statns? Status)> Entries(string path)
    {
        var names = guest.Readdir(path).Select(entry => entry.Name).ToArray();
        yield return (".", null);
        yield return ("..", null);
        foreach (var chunk in names.Where(name => name is not ("." or "..")).Chunk(EntriesAtOnce))
        {
            var statuses = guest.Lstatnslist(path, chunk);
            for (var i = 0; i < chunk.Length; i++)
            {
                // Gone since: the inode is -1 then.
                var status = statuses[i].Ino == -1 ? null : statuses[i];
                if (status is not null)
                {
                    Links.Note($"{path.TrimEnd('/')}/{chunk[i]}", status);
                }

                yield return (chunk[i], status);
            }
        }
    }

    /// <summary>Sets the times; null for now.</summary>
    public void SetTimes(string path, long[]? times)
    {
        var (access, accessPart) = times is null ? (0, -1) : Time(times[0], times[1]);
        var (change, changePart) = times is null ? (0, -1) : Time(times[2], times[3]);
        guest.Utimens(path, access, accessPart, change, changePart);
    }

    private static (long Seconds, long Part) Time(long seconds, long part) => part switch
    {
        TimeNow => (0, -1),
        TimeOmitted => (0, -2),
        _ => (seconds, part),
    };

    // The kernel does not know that an access list sets the permissions, too.
    private void ForgetMode(string path, string attribute)
    {
        if (attribute == "system.posix_acl_access")
        {
            forget(path);
        }
    }

    private void Unmask(string path, uint mode)
    {
        if ((mode & MaskedBits) != 0)
        {
            guest.Chmod((int)(mode & ~TypeBits) & PermissionBits, path);
        }
    }
}
