using GuestCtl.Protocol.Tar;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>Owner, permissions and time of what is unpacked. No program becomes set-user-id.</summary>
/// <param name="keepOwners">Whether files belong to whom the archive says, which needs root.</param>
internal sealed class HostAttributes(bool keepOwners)
{
    /// <summary>The bits that are taken from an archive: neither set-user-id nor its like.</summary>
    public const uint Permissions = 0x1ff;

    private const long Omitted = 0x3ffffffe; // UTIME_OMIT
    private const uint ModeMask = 2; // STATX_MODE
    private const int ModeOffset = 28;
    private const int StatusSize = 256;

    private static readonly byte[] Itself = [0];

    private readonly uint _mask = ReadMask();

    /// <summary>The permissions that a directory gets at last.</summary>
    public uint Final(uint mode) => mode & Permissions & ~_mask;

    /// <summary>Sets owner and time of an open file or directory.</summary>
    /// <exception cref="HostCallException">The owner cannot be set.</exception>
    public void Apply(SafeFileHandle file, HostMetadata metadata)
    {
        ApplyOwner(file, Itself, metadata, HostCalls.EmptyPath);
        ApplyTime(file, null, metadata);
    }

    /// <summary>Sets owner and time of a link.</summary>
    /// <exception cref="HostCallException">The owner cannot be set.</exception>
    public void ApplyToLink(SafeFileHandle directory, byte[] name, HostMetadata metadata)
    {
        ApplyOwner(directory, name, metadata, HostCalls.NoFollowAt);
        ApplyTime(directory, name, metadata);
    }

    /// <summary>The permissions of an open file; null when they cannot be told.</summary>
    public static unsafe uint? ModeOf(SafeFileHandle file)
    {
        var status = stackalloc byte[StatusSize];
        return HostCalls.Statx(file, Itself, HostCalls.EmptyPath, ModeMask, status) == 0 ? *(ushort*)(status + ModeOffset) & 0xfffu : null;
    }

    private void ApplyOwner(SafeFileHandle directory, byte[] name, HostMetadata metadata, int flags)
    {
        // The largest number would mean "leave it as it is".
        if (keepOwners && metadata.Uid is >= 0 and < uint.MaxValue && metadata.Gid is >= 0 and < uint.MaxValue
            && HostCalls.ChangeOwner(directory, name, (uint)metadata.Uid, (uint)metadata.Gid, flags) != 0)
        {
            throw HostCallException.Last();
        }
    }

    // A time that this machine's file system does not take is not worth a failed copy.
    private static unsafe void ApplyTime(SafeFileHandle directory, byte[]? name, HostMetadata metadata)
    {
        var times = stackalloc long[] { 0, Omitted, metadata.Time.Seconds, metadata.Time.Nanoseconds };
        _ = name is null ? HostCalls.SetTimes(directory, times) : HostCalls.SetTimes(directory, name, times, HostCalls.NoFollowAt);
    }

    // Asking the system for it changes it for a moment, for all threads.
    private static uint ReadMask()
    {
        const string Field = "Umask:";
        const uint Usual = 0x12;
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? Usual : Convert.ToUInt32(line[Field.Length..].Trim(), 8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return Usual;
        }
    }
}

/// <summary>What an archive says about a member besides its name, kind and content.</summary>
internal readonly record struct HostMetadata(uint Mode, long Uid, long Gid, (long Seconds, long Nanoseconds) Time)
{
    public static HostMetadata Of(TarEntry entry) => new(entry.Mode, entry.Uid, entry.Gid, entry.ModificationTime);
}
