using System.Text;

namespace GuestCtl.Daemon.Tools;

/// <summary>What a tool says on its standard error. A tool that complains about each of a million files is cut in the middle.</summary>
internal sealed class ErrorText : Stream
{
    private const int FirstBytes = 64 * 1024;
    private const int LastBytes = 8 * 1024;

    private readonly MemoryStream _first = new();
    private readonly byte[] _last = new byte[LastBytes];
    private long _beyond;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _first.Length + _beyond;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = (int)Math.Min(buffer.Length, FirstBytes - _first.Length);
        _first.Write(buffer[..room]);
        foreach (var value in buffer[room..])
        {
            _last[_beyond++ % LastBytes] = value;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The text; a cut is a line of three dots.</summary>
    public override string ToString()
    {
        var first = _first.ToArray();
        if (_beyond <= LastBytes)
        {
            return Encoding.UTF8.GetString([.. first, .. _last.AsSpan(0, (int)_beyond)]);
        }

        var start = (int)(_beyond % LastBytes);
        return Encoding.UTF8.GetString(first) + "\n...\n" + Encoding.UTF8.GetString([.. _last.AsSpan(start), .. _last.AsSpan(0, start)]);
    }
}
