using System.Buffers;
using System.Buffers.Binary;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>Reads the names in an open directory, in the file system's order and without holding them all.</summary>
internal sealed class DirectoryReader(SafeFileHandle directory, string path) : IDisposable
{
    private const int BufferSize = 32 * 1024;
    private const int HeaderSize = 19;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _next;
    private int _end;
    private int _nameStart;
    private int _nameLength;

    public ReadOnlySpan<byte> Name => _buffer.AsSpan(_nameStart, _nameLength);

    public ulong Inode { get; private set; }

    public EntryType Type { get; private set; }

    /// <summary>Where the next entry is, for <see cref="Libc.Seek"/> on another handle of this directory.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the name is . or ...</summary>
    public bool IsDot => Name is [(byte)'.'] or [(byte)'.', (byte)'.'];

    /// <summary>Moves to the next entry, . and .. among them.</summary>
    /// <exception cref="OperationFailedException">The directory cannot be read.</exception>
    public bool Next()
    {
        if (_next >= _end && !Fill())
        {
            return false;
        }

        var record = _buffer.AsSpan(_next, _end - _next);
        Inode = BinaryPrimitives.ReadUInt64LittleEndian(record);
        Position = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(record[16..]);
        Type = (EntryType)record[18];
        _nameStart = _next + HeaderSize;
        _nameLength = record[HeaderSize..length].IndexOf((byte)0);
        _next += length;
        return true;
    }

    /// <summary>Moves to the next entry that is not . or ...</summary>
    public bool NextName()
    {
        while (Next())
        {
            if (!IsDot)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool Fill()
    {
        _next = 0;
        _end = Libc.ReadDirectory(directory, _buffer);
        return _end switch
        {
            < 0 => throw OperationFailedException.FromLast(path),
            0 => false,
            _ => true,
        };
    }
}

/// <summary>The type of a directory entry, where the file system tells it.</summary>
internal enum EntryType : byte
{
    Unknown = 0,
    Fifo = 1,
    CharacterDevice = 2,
    Directory = 4,
    BlockDevice = 6,
    Regular = 8,
    SymbolicLink = 10,
    Socket = 12,
}
