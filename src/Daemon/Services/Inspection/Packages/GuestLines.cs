using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The lines of a text database of a guest, read piece by piece.</summary>
internal static class GuestLines
{
    // Real databases are below 20 MiB.
    private const long MaxFile = 256 << 20;

    // The rest of a longer line is dropped. The longest real lines are lists of dependencies.
    private const int MaxLine = 64 * 1024;

    /// <summary>The lines of a file in the guest, without their newlines. There are none if the file does not exist.</summary>
    /// <exception cref="OperationFailedException">The file is too large to be what it should be.</exception>
    public static IEnumerable<string> Read(GuestReader guest, string path)
    {
        using var file = guest.OpenFile(path);
        if (file is null)
        {
            yield break;
        }

        foreach (var line in Read(file, path, guest.Budget))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Read(SafeFileHandle file, string path, ReadingBudget budget)
    {
        var buffer = new byte[64 * 1024];
        var line = new List<byte>();
        for (var total = 0L; ;)
        {
            var count = Libc.Read(file, buffer);
            if (count < 0)
            {
                throw OperationFailedException.FromLast(path);
            }

            budget.AddBytes(count, path);
            total += count;
            if (total > MaxFile)
            {
                throw new OperationFailedException($"{path}: longer than {MaxFile >> 20} MiB: it may be damaged", Errno.EFBIG);
            }

            for (var i = 0; i < count; i++)
            {
                if (buffer[i] == '\n')
                {
                    yield return GuestText.Decode([.. line]);
                    line.Clear();
                }
                else if (line.Count < MaxLine)
                {
                    line.Add(buffer[i]);
                }
            }

            if (count == 0)
            {
                break;
            }
        }

        if (line.Count > 0)
        {
            yield return GuestText.Decode([.. line]);
        }
    }
}
