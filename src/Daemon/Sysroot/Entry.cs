using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>A name in an open directory of the guest. The name itself is never followed.</summary>
/// <param name="path">The whole path, for messages.</param>
/// <param name="directory">The directory; closed with the entry.</param>
/// <param name="name">One component.</param>
internal sealed class Entry(GuestPath path, SafeFileHandle directory, byte[] name) : IDisposable
{
    public GuestPath Path { get; } = path;

    public SafeFileHandle Directory { get; } = directory;

    public ReadOnlySpan<byte> Name => name;

    /// <summary>Throws the last call's error on this entry unless it succeeded.</summary>
    public void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast(Path.ToString());
        }
    }

    public void Dispose() => Directory.Dispose();
}
