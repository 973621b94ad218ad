using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Which disks the kernel is done with. A disk can be opened some moments before its partitions are looked for, and the kernel tells
/// nobody else when it has them but its log and udev, which is not here.</summary>
internal sealed class AttachedDisks
{
    private const int RecordSize = 8192;

    // How long a wait for the log may last before its caller looks around.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _disks = [];
    private readonly SafeFileHandle? _log = Libc.Open("/dev/kmsg", OpenFlags.ReadOnly | OpenFlags.NonBlock);
    private bool _missedSome;

    /// <summary>Listens from now on: disks that come later are seen.</summary>
    public AttachedDisks()
    {
        if (_log is not null)
        {
            Libc.Seek(_log, 0, Libc.SeekEnd);
        }
    }

    /// <summary>Whether the log was written faster than read here, so that nobody knows which disks the kernel is done with.</summary>
    public bool MissedSome
    {
        get
        {
            lock (_lock)
            {
                return _missedSome;
            }
        }
    }

    /// <summary>The disk at an address such as 0:0:1:0, if the kernel is done with it.</summary>
    public string? At(string address)
    {
        lock (_lock)
        {
            ReadLog();
            return _disks.GetValueOrDefault(address);
        }
    }

    /// <summary>Waits until the kernel says something, or for a moment. It keeps the thread: another, and its timer, would cost an emulated
    /// processor as much as the disk does.</summary>
    public void Wait()
    {
        if (_log is null)
        {
            Thread.Sleep(Glance);
        }
        else
        {
            Libc.WaitReadable(_log, Glance);
        }
    }

    /// <summary>An address whose disk is gone may be another's next.</summary>
    public void Forget(string address)
    {
        lock (_lock)
        {
            ReadLog();
            _disks.Remove(address);
        }
    }

    private void ReadLog()
    {
        if (_log is null)
        {
            _missedSome = true;
            return;
        }

        var record = new byte[RecordSize];
        int count;
        while ((count = Libc.Read(_log, record)) > 0 || SystemErrors.Last == Errno.EPIPE)
        {
            _missedSome |= count <= 0;
            Note(record.AsSpan(0, Math.Max(count, 0)));
        }
    }

    // Such as "6,812,4124202,-;sd 0:0:1:0: [sdb] Attached SCSI disk".
    private void Note(ReadOnlySpan<byte> record)
    {
        var text = record[(record.IndexOf((byte)';') + 1)..];
        if (text.StartsWith("sd "u8) && text.IndexOf(": ["u8) is var middle and > 0 && text.IndexOf("] Attached SCSI "u8) is var end && end > middle)
        {
            _disks[Encoding.ASCII.GetString(text[3..middle])] = Encoding.ASCII.GetString(text[(middle + 3)..end]);
        }
    }
}
