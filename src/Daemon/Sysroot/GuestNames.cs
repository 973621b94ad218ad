using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>Names that depend on what is in the guest.</summary>
internal static class GuestNames
{
    /// <summary>The path in the guest of an open file, without links; null when it is too long.</summary>
    public static byte[]? PathOf(this GuestRoot root, SafeFileHandle file)
    {
        using var top = root.OpenRoot();
        return (HandlePath(top), HandlePath(file)) switch
        {
            ({ } prefix, { } path) when path.SequenceEqual(prefix) => "/"u8.ToArray(),
            ({ } prefix, { } path) when path.AsSpan().StartsWith(prefix) => path[prefix.Length..],
            _ => null,
        };
    }

    private static byte[]? HandlePath(SafeFileHandle file) => Libc.ReadLink(file, Encoding.ASCII.GetBytes($"/proc/self/fd/{Libc.Fd(file)}"));

    /// <summary>The name that a destination stands for: with a directory, or a link to one, the name of the source in it.</summary>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public static Entry OpenDestination(this GuestRoot root, GuestPath destination, ReadOnlySpan<byte> source)
    {
        if (root.TryStat(destination, followLinks: true)?.Type != FileType.Directory)
        {
            return root.OpenEntry(destination);
        }

        var name = source.TrimEnd((byte)'/');
        name = name[(name.LastIndexOf((byte)'/') + 1)..];
        return name is [] or [(byte)'.']
            ? root.OpenItself(destination)
            : root.OpenEntry(destination.Append(name));
    }

    /// <summary>The name of something that is copied. For the root, and for paths that end in a slash or in /., it is the . in the directory itself.</summary>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public static Entry OpenSource(this GuestRoot root, GuestPath source)
        => source.Bytes[^1] == (byte)'/' || source.Split().Name is [(byte)'.'] ? root.OpenItself(source) : root.OpenEntry(source);

    private static Entry OpenItself(this GuestRoot root, GuestPath path)
        => new(path, root.Open(path, OpenFlags.Path | OpenFlags.Directory), "."u8.ToArray());
}
