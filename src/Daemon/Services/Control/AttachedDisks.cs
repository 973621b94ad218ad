using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Which disks the kernel is done with. A disk can be opened some moments before its partitions are looked for, and the kernel tells
/// nobody else when it has them but its log and udev, which is not here.</summary>
internal sealed class AttachedDisks
{
    private const int RecordSize = 8192;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _disks = [];
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

    /// <summary>Whether the kernel is done with a disk such as sda, or may be: when its log was written faster than read here, nobody knows.</summary>
    public bool Has(string disk)
    {
        lock (_lock)
        {
            ReadLog();
            return _missedSome || _disks.Contains(disk);
        }
    }

    /// <summary>The name of a disk that is gone may be another's next.</summary>
    public void Forget(string disk)
    {
        lock (_lock)
        {
            ReadLog();
            _disks.Remove(disk);
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
        while ((count = Libc.Read(_log, record)) > 0 || Errno.Last == Errno.EPIPE)
        {
            _missedSome |= count <= 0;
            var message = record.AsSpan(0, Math.Max(count, 0));
            if (message.IndexOf("] Attached SCSI "u8) is var end and > 0)
            {
                _disks.Add(Encoding.ASCII.GetString(message[(message[..end].LastIndexOf((byte)'[') + 1)..end]));
            }
        }
    }
}
