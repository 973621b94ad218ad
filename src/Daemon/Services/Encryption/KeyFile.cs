using Google.Protobuf;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Encryption;

/// <summary>A key for a tool: in a file without a name, in memory, so that it is in no argument list, on no disk, and gone afterwards.</summary>
internal sealed class KeyFile : IDisposable
{
    private readonly SafeFileHandle _file;

    /// <param name="key">The key, every byte of it.</param>
    /// <exception cref="OperationFailedException">There is no memory for it.</exception>
    public KeyFile(ByteString key)
    {
        _file = Libc.CreateMemoryFile("key") ?? throw OperationFailedException.FromLast("cannot keep the key in memory");
        if (!Libc.WriteAll(_file, key.Span))
        {
            var failure = OperationFailedException.FromLast("cannot keep the key in memory");
            _file.Dispose();
            throw failure;
        }
    }

    /// <summary>The name under which the tool can read it.</summary>
    public string Path => _file.ToolPath();

    public void Dispose() => _file.Dispose();
}
