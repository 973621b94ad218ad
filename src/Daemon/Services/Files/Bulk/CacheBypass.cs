using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Takes long content past the kernel's cache in large blocks: to make pages of 4 KiB for it takes an emulated processor
/// ten times as long. Short content goes through the cache, where it is likely to be wanted again.</summary>
/// <param name="file">The file, at the position of the content.</param>
internal sealed class CacheBypass(SafeFileHandle file)
{
    /// <summary>Bytes of a block, and of content that is long.</summary>
    public const int BlockBytes = 1 << 20;

    /// <summary>Every disk and file system takes direct blocks that are aligned to this, if it takes them at all.</summary>
    public const int Alignment = 4096;

    private long _passed;
    private bool _hasTried;

    /// <summary>Whether reads and writes go past the cache now.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Notes bytes that went through the cache. Once the content has turned out to be long the rest goes past it,
    /// unless the position is not on a boundary then, or the file system cannot do it.</summary>
    /// <returns>Whether the rest goes past it.</returns>
    public bool Pass(int count)
    {
        _passed += count;
        if (_passed >= BlockBytes && !_hasTried)
        {
            _hasTried = true;
            IsOn = Libc.Seek(file, 0, Libc.SeekCurrent) % Alignment == 0 && Libc.SetDirect(file, true);
        }

        return IsOn;
    }

    /// <summary>Ends it when the last error says that it cannot be: this file system cannot do it, or the end of the device is near.</summary>
    /// <returns>Whether to try again through the cache.</returns>
    public bool EndIfRefused()
    {
        if (!IsOn || SystemErrors.Last != Errno.EINVAL)
        {
            return false;
        }

        End();
        return true;
    }

    /// <summary>Goes through the cache again.</summary>
    public void End()
    {
        if (IsOn)
        {
            IsOn = false;
            Libc.SetDirect(file, false);
        }
    }
}
