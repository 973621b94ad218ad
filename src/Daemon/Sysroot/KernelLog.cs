using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>What the kernel says from now on: the reason of a failed mount is there and nowhere else.</summary>
internal sealed class KernelLog : IDisposable
{
    // A broken file system can make the kernel say a lot; the first lines have the reason.
    private const int MaxLines = 5;
    private const int RecordSize = 8192;

    private readonly SafeFileHandle? _log = OpenAtEnd();

    /// <summary>The messages since the creation that name a device.</summary>
    public string About(string kernelName)
    {
        var lines = new List<string>();
        var record = new byte[RecordSize];
        while (_log is not null && lines.Count < MaxLines)
        {
            var count = Libc.Read(_log, record);
            if (count <= 0 && SystemErrors.Last != Errno.EPIPE)
            {
                break;
            }

            // "6,339,5140900,-;message", and lines of keys that begin with a space.
            var text = Encoding.UTF8.GetString(record, 0, Math.Max(count, 0));
            var message = text[(text.IndexOf(';', StringComparison.Ordinal) + 1)..].Split('\n')[0];
            if (message.Contains(kernelName, StringComparison.Ordinal))
            {
                lines.Add(message.Trim());
            }
        }

        return string.Join("; ", lines);
    }

    public void Dispose() => _log?.Dispose();

    private static SafeFileHandle? OpenAtEnd()
    {
        var log = Libc.Open("/dev/kmsg", OpenFlags.ReadOnly | OpenFlags.NonBlock);
        if (log is not null)
        {
            Libc.Seek(log, 0, Libc.SeekEnd);
        }

        return log;
    }
}
