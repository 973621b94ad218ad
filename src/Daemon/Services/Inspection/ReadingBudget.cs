using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>How much of one system is read. Each file and each directory has a bound of its own, but links can lead to the same ones again and again.</summary>
internal sealed class ReadingBudget
{
    // The largest installations have databases of 20 MiB, and directories of some 10,000 names.
    private const long MaxBytes = 512 << 20;
    private const int MaxNames = 1_000_000;

    private long _bytes;
    private int _names;

    /// <summary>Counts bytes that were read.</summary>
    /// <exception cref="OperationFailedException">EFBIG: that is enough.</exception>
    public void AddBytes(int count, string path)
    {
        _bytes += count;
        if (_bytes > MaxBytes)
        {
            throw TooMuch(path, $"{MaxBytes >> 20} MiB");
        }
    }

    /// <summary>Counts a name that was read from a directory.</summary>
    /// <exception cref="OperationFailedException">EFBIG: that is enough.</exception>
    public void AddName(string path)
    {
        if (++_names > MaxNames)
        {
            throw TooMuch(path, $"{MaxNames} names of files");
        }
    }

    private static OperationFailedException TooMuch(string path, string what)
        => new($"{path}: inspection has read more than {what} of this system, which no real one has: it may be damaged", Errno.EFBIG);
}
