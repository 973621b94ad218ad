using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>A file under a random name, which takes the place of what has its real name when it is complete: a link there is replaced, not followed.</summary>
internal sealed class NewHostFile : IDisposable
{
    private readonly SafeFileHandle _directory;
    private readonly byte[] _temporary;
    private readonly byte[] _name;
    private bool _isNamed;

    private NewHostFile(SafeFileHandle directory, byte[] temporary, byte[] name, SafeFileHandle handle)
        => (_directory, _temporary, _name, Handle) = (directory, temporary, name, handle);

    /// <summary>The file, open for writing.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>A stream to write the content with; closing it leaves the file open.</summary>
    public FileStream OpenContent() => new(new SafeFileHandle(Handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, bufferSize: 0);

    /// <summary>A name that nobody can have foreseen, with its zero byte.</summary>
    public static byte[] NewName() => Encoding.ASCII.GetBytes($".guestctl-{RandomNumberGenerator.GetHexString(16, lowercase: true)}\0");

    /// <summary>Begins a file.</summary>
    /// <param name="directory">Its directory, which the caller keeps open.</param>
    /// <param name="name">Its name when it is complete, with a zero byte.</param>
    /// <param name="mode">Its permissions; the process's mask is taken from them.</param>
    /// <exception cref="HostCallException">The directory takes no file.</exception>
    public static NewHostFile Create(SafeFileHandle directory, byte[] name, uint mode)
    {
        var temporary = NewName();
        const int Flags = HostCalls.WriteOnly | HostCalls.Create | HostCalls.Exclusive | HostCalls.CloseOnExec;
        var handle = HostCalls.Open(directory, temporary, Flags, mode) ?? throw HostCallException.Last();
        return new NewHostFile(directory, temporary, name, handle);
    }

    /// <summary>Gives it its name.</summary>
    /// <exception cref="HostCallException">A directory has that name, or the system does not take it.</exception>
    public void TakeName()
    {
        Replace(_directory, _temporary, _name);
        _isNamed = true;
    }

    /// <summary>Gives what has a temporary name its real one.</summary>
    /// <exception cref="HostCallException">It cannot have it; what has the temporary name is removed.</exception>
    public static void Replace(SafeFileHandle directory, byte[] temporary, byte[] name)
    {
        var error = HostCalls.Rename(directory, temporary, directory, name) == 0 ? 0 : HostCalls.LastError;

        // Renaming one link of a file over another one does nothing, and reports success.
        _ = HostCalls.Unlink(directory, temporary, 0);
        if (error != 0)
        {
            throw HostCallException.From(error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isNamed)
        {
            _ = HostCalls.Unlink(_directory, _temporary, 0);
        }

        Handle.Dispose();
    }
}
