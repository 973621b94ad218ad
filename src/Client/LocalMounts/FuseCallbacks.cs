using System.Runtime.InteropServices;
using GuestCtl.Protocol.Text;

namespace GuestCtl.LocalMounts;

/// <summary>What libfuse3 calls: turns its pointers into calls of the <see cref="LocalTree"/>, and exceptions into error numbers.</summary>
internal static unsafe class FuseCallbacks
{
    private const int FillWithStatus = 2;

    // In the library's structure fuse_config, after six numbers, three times and four more numbers: whether inode numbers are ours.
    private const int UseOwnInodes = 64;

    public static FuseOperations Operations => new()
    {
        GetAttributes = &GetAttributes,
        ReadLink = &ReadLink,
        MakeNode = &MakeNode,
        MakeDirectory = &MakeDirectory,
        Unlink = &Unlink,
        RemoveDirectory = &RemoveDirectory,
        SymbolicLink = &SymbolicLink,
        Rename = &Rename,
        Link = &Link,
        ChangeMode = &ChangeMode,
        ChangeOwner = &ChangeOwner,
        Truncate = &Truncate,
        Open = &Open,
        Read = &Read,
        Write = &Write,
        FileSystemStatus = &FileSystemStatus,
        Synchronise = &Synchronise,
        SynchroniseDirectory = &Synchronise,
        SetAttribute = &SetAttribute,
        GetAttribute = &GetAttribute,
        ListAttributes = &ListAttributes,
        RemoveAttribute = &RemoveAttribute,
        ReadDirectory = &ReadDirectory,
        Initialise = &Initialise,
        SetTimes = &SetTimes,
    };

    [UnmanagedCallersOnly]
    private static nint Initialise(nint connection, byte* configuration)
    {
        *(int*)(configuration + UseOwnInodes) = 1;
        return Libfuse.Data;
    }

    [UnmanagedCallersOnly]
    private static int GetAttributes(byte* path, byte* status, nint file) => Do("getattr", path, (tree, name) => StatBuffer.Write(status, tree.Status(name)));

    [UnmanagedCallersOnly]
    private static int ReadLink(byte* path, byte* buffer, nuint size) => Do("readlink", path, (tree, name) =>
    {
        var target = GuestText.Encode(tree.Guest.Readlink(name));
        var length = (int)Math.Min((nuint)target.Length, size - 1);
        target.AsSpan(0, length).CopyTo(new Span<byte>(buffer, length));
        buffer[length] = 0;
    });

    [UnmanagedCallersOnly]
    private static int MakeNode(byte* path, uint mode, ulong device) => Do("mknod", path, (tree, name) => tree.MakeNode(name, mode, device));

    [UnmanagedCallersOnly]
    private static int MakeDirectory(byte* path, uint mode) => Do("mkdir", path, (tree, name) => tree.MakeDirectory(name, mode));

    [UnmanagedCallersOnly]
    private static int Unlink(byte* path) => Do("unlink", path, static (tree, name) => tree.Remove(name));

    [UnmanagedCallersOnly]
    private static int RemoveDirectory(byte* path) => Do("rmdir", path, static (tree, name) => tree.Guest.Rmdir(name));

    [UnmanagedCallersOnly]
    private static int SymbolicLink(byte* target, byte* path) => Do("symlink", path, (tree, name) => tree.Guest.LnS(Text(target), name));

    [UnmanagedCallersOnly]
    private static int Rename(byte* from, byte* to, uint flags)
        => flags != 0 ? -Errno.EINVAL : Do("rename", from, (tree, name) => tree.Rename(name, Text(to)));

    [UnmanagedCallersOnly]
    private static int Link(byte* from, byte* to) => Do("link", from, (tree, name) => tree.Link(name, Text(to)));

    [UnmanagedCallersOnly]
    private static int ChangeMode(byte* path, uint mode, nint file) => Change("chmod", path, (tree, name) => tree.Guest.Chmod((int)mode & LocalTree.PermissionBits, name));

    [UnmanagedCallersOnly]
    private static int ChangeOwner(byte* path, uint owner, uint group, nint file) => Change("chown", path, (tree, name) => tree.ChangeOwner(name, owner, group));

    [UnmanagedCallersOnly]
    private static int Truncate(byte* path, long size, nint file) => Change("truncate", path, (tree, name) => tree.Guest.TruncateSize(name, size));

    [UnmanagedCallersOnly]
    private static int Open(byte* path, int* flags) => Change("open", path, (tree, name) => tree.Open(name, *flags));

    [UnmanagedCallersOnly]
    private static int Read(byte* path, byte* buffer, nuint size, long offset, nint file) => Ask("read", path, (tree, name) =>
    {
        var content = tree.Guest.Pread(name, (int)size, offset);
        content.CopyTo(new Span<byte>(buffer, (int)size));
        return content.Length;
    });

    [UnmanagedCallersOnly]
    private static int Write(byte* path, byte* content, nuint size, long offset, nint file)
        => Ask("write", path, (tree, name) => tree.Write(name, new Span<byte>(content, (int)size).ToArray(), offset));

    [UnmanagedCallersOnly]
    private static int FileSystemStatus(byte* path, long* status) => Do("statfs", path, (tree, name) => StatBuffer.Write(status, tree.Guest.Statvfs(name)));

    [UnmanagedCallersOnly]
    private static int Synchronise(byte* path, int dataOnly, nint file) => Do("fsync", path, static (tree, _) => tree.Guest.Sync());

    [UnmanagedCallersOnly]
    private static int SetAttribute(byte* path, byte* attribute, byte* value, nuint size, int flags)
        => Change("setxattr", path, (tree, name) => tree.SetAttribute(name, Text(attribute), new Span<byte>(value, (int)size), flags));

    [UnmanagedCallersOnly]
    private static int GetAttribute(byte* path, byte* attribute, byte* buffer, nuint size)
        => Ask("getxattr", path, (tree, name) => CopyOut(tree.Guest.Lgetxattr(name, Text(attribute)), buffer, size));

    [UnmanagedCallersOnly]
    private static int ListAttributes(byte* path, byte* buffer, nuint size) => Ask("listxattr", path, (tree, name) => CopyOut(tree.AttributeNames(name), buffer, size));

    [UnmanagedCallersOnly]
    private static int RemoveAttribute(byte* path, byte* attribute) => Change("removexattr", path, (tree, name) => tree.RemoveAttribute(name, Text(attribute)));

    [UnmanagedCallersOnly]
    private static int ReadDirectory(
        byte* path, nint buffer, delegate* unmanaged<nint, byte*, byte*, long, int, int> fill, long offset, nint file, int flags) => Do("readdir", path, (tree, name) =>
    {
        var status = stackalloc byte[StatBuffer.Size];
        foreach (var (entry, known) in tree.Entries(name))
        {
            if (known is not null)
            {
                StatBuffer.Write(status, known);
            }

            fixed (byte* text = (byte[])[.. GuestText.Encode(entry), 0])
            {
                if (fill(buffer, text, known is null ? null : status, 0, known is null ? 0 : FillWithStatus) != 0)
                {
                    throw new OutOfMemoryException();
                }
            }
        }
    });

    [UnmanagedCallersOnly]
    private static int SetTimes(byte* path, long* times, nint file) => Change("utimens", path, (tree, name) => tree.SetTimes(name, times is null ? null : new ReadOnlySpan<long>(times, 4).ToArray()));

    private static string Text(byte* text) => GuestText.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    private static int CopyOut(byte[] value, byte* buffer, nuint size)
    {
        if (size > 0)
        {
            if ((nuint)value.Length > size)
            {
                return -Errno.ERANGE;
            }

            value.CopyTo(new Span<byte>(buffer, (int)size));
        }

        return value.Length;
    }

    private static int Do(string operation, byte* path, Action<LocalTree, string> action) => Ask(operation, path, (tree, name) =>
    {
        action(tree, name);
        return 0;
    });

    private static int Change(string operation, byte* path, Action<LocalTree, string> action) => Do(operation, path, (tree, name) =>
    {
        action(tree, name);
        tree.Links.Changed(name);
    });

    private static int Ask(string operation, byte* path, Func<LocalTree, string, int> action)
    {
        try
        {
            var tree = (LocalTree)GCHandle.FromIntPtr(Libfuse.Data).Target!;
            return tree.Call(operation, Text(path), action);
        }
        catch (Exception e)
        {
            // Whatever it is, it must not reach the library's C code.
            return e is GuestOperationException { Errno: > 0 } failed ? -failed.Errno : -Errno.EIO;
        }
    }
}
