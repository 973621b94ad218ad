using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>The lines of a script. Its bytes are taken from the standard input a block at a time, so that a command which reads the
/// standard input itself gets what follows the block.</summary>
internal sealed class ScriptInput(Stream source)
{
    private readonly byte[] _block = new byte[4096];
    private int _at;
    private int _end;

    /// <summary>The next line without its end; null when there is none.</summary>
    public string? ReadLine() => Read();

    /// <summary>The next line of commands, which a byte 0 ends before its end.</summary>
    public string? ReadCommand()
    {
        var line = Read();
        return line?.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero ? line[..zero] : line;
    }

    /// <summary>The next byte, and no more of the input than that; -1 when there is none.</summary>
    public int ReadByte()
    {
        if (_at < _end)
        {
            return _block[_at++];
        }

        Span<byte> one = stackalloc byte[1];
        return source.Read(one) > 0 ? one[0] : -1;
    }

    private string? Read()
    {
        var line = new List<byte>();
        while (TryTake(out var one))
        {
            if (one == '\n')
            {
                return GuestText.Decode(line.ToArray());
            }

            line.Add(one);
        }

        return line.Count > 0 ? GuestText.Decode(line.ToArray()) : null;
    }

    private bool TryTake(out byte one)
    {
        if (_at == _end)
        {
            (_at, _end) = (0, source.Read(_block));
        }

        one = _at < _end ? _block[_at] : (byte)0;
        if (_at == _end)
        {
            return false;
        }

        _at++;
        return true;
    }
}
