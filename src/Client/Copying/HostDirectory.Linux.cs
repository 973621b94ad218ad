using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>An open directory of the host. What is made in it is made relative to its descriptor, by single names, and through no link.</summary>
internal sealed class HostDirectory : IDisposable
{
    private static readonly int OpenFlags = HostCalls.PathOnly | HostCalls.Directory | HostCalls.CloseOnExec;

    private HostDirectory(SafeFileHandle handle, bool isNew) => (Handle, IsNew) = (handle, isNew);

    /// <summary>The descriptor; only good as a place for other calls.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Whether it was made for the copy, which then gives it its mode, owner and time.</summary>
    public bool IsNew { get; }

    /// <summary>Opens the directory that the caller named. Links in its path are the caller's own and are followed.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isNew">Whether it was made for the copy.</param>
    /// <exception cref="IOException">It is not there, or this machine is not Linux.</exception>
    public static HostDirectory Open(string path, bool isNew = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new IOException($"'{path}': copying into a directory needs a Linux machine; copy single files to names of your own");
        }

        var handle = HostCalls.Open(Terminated(GuestText.Encode(path)), OpenFlags);
        return handle is null ? throw new IOException($"'{path}': {HostCallException.Last().Message}") : new HostDirectory(handle, isNew);
    }

    /// <summary>Opens a directory in this one, and makes it if it is not there. A link is refused.</summary>
    /// <param name="name">One name, which may come from the guest.</param>
    /// <exception cref="IOException">Something else has the name.</exception>
    public HostDirectory OpenOrMake(string name)
    {
        var bytes = Name(name);
        var isNew = HostCalls.MakeDirectory(Handle, bytes, 0x1ff) == 0;
        var handle = isNew || HostCalls.LastError == Errno.EEXIST ? HostCalls.Open(Handle, bytes, OpenFlags) : null;
        return handle is null ? throw new IOException($"'{name}': {HostCallException.Last().Message}") : new HostDirectory(handle, isNew);
    }

    /// <summary>Whether a name in it is a directory; a link to one is not.</summary>
    public bool HasDirectory(string name)
    {
        using var found = HostCalls.Open(Handle, Name(name), OpenFlags);
        return found is not null;
    }

    /// <summary>Begins a file, which gets its name when it is complete.</summary>
    public NewHostFile Create(string name) => NewHostFile.Create(Handle, Name(name), 0x1b6);

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    /// <summary>Bytes with the zero that ends them.</summary>
    public static byte[] Terminated(ReadOnlySpan<byte> name)
    {
        var text = new byte[name.Length + 1];
        name.CopyTo(text);
        return text;
    }

    private static byte[] Name(string name)
    {
        var bytes = GuestText.Encode(name);
        return bytes.Length == 0 || bytes.AsSpan().ContainsAny((byte)0, (byte)'/') || name is "." or ".."
            ? throw new IOException($"'{name}' cannot be the name of a file; copy it to a name of your own")
            : Terminated(bytes);
    }
}
