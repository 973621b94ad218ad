using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Drives;

/// <summary>What .NET does not tell about files: the owner, whether one is a block device, and how big that is. On Windows all are plain files.</summary>
internal static partial class HostFile
{
    private const int AtFdCwd = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint StatxType = 0x1;
    private const uint StatxUser = 0x8;
    private const uint StatxInode = 0x100;
    private const uint StatxBirth = 0x800;

    // struct statx has the same layout on every architecture.
    private const int StatxSize = 256;
    private const int UserOffset = 20;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int BlocksOffset = 48;
    private const int BirthOffset = 80;
    private const int ChangeTimeOffset = 96;
    private const int DeviceOffset = 136;
    private const int DeviceEnd = 144;
    private const uint StatxBasic = 0x7ff;
    private const uint StatxBlocks = 0x400;
    private const int BlockUnit = 512;
    private const int TypeMask = 0xf000;
    private const int CharacterDevice = 0x2000;
    private const int BlockDevice = 0x6000;
    private const int RegularFile = 0x8000;
    private const int SocketFile = 0xc000;
    private const int SeekEnd = 2;
    private const int MayEnter = 1;
    private const int MayWrite = 2;
    private const int EffectiveUser = 0x200;

    /// <summary>The user that this process acts as. Unix only.</summary>
    public static uint CurrentUser => GetEffectiveUser();

    /// <summary>The owner of a file, not following a link; null when it cannot be told. Unix only.</summary>
    public static uint? OwnerOf(string path)
    {
        if (!OperatingSystem.IsLinux())
            return CurrentUser;
        Span<byte> status = stackalloc byte[StatxSize];
        return Statx(AtFdCwd, path, NoFollow, StatxUser, ref MemoryMarshal.GetReference(status)) == 0
            ? MemoryMarshal.Read<uint>(status[UserOffset..])
            : null;
    }

    /// <summary>Tells a file apart from all others, following links; null where the system cannot.</summary>
    public static FileIdentity? IdentityOf(string path) => IdentityOf(AtFdCwd, path, 0);

    /// <summary>Tells an open file apart from all others; null where the system cannot.</summary>
    public static FileIdentity? IdentityOf(SafeFileHandle handle) => OnDescriptor(handle, descriptor => IdentityOf(descriptor, "", EmptyPath));

    /// <summary>A text that changes with every change of a file, its content and its length included: the kernel notes the time of each, and lets
    /// nobody set that. Null where the system cannot tell.</summary>
    public static string? StampOf(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> status = stackalloc byte[StatxSize];
        return Statx(AtFdCwd, path, 0, StatxBasic, ref MemoryMarshal.GetReference(status)) == 0
            ? Convert.ToHexStringLower(status[InodeOffset..BlocksOffset]) + Convert.ToHexStringLower(status[ChangeTimeOffset..DeviceEnd])
            : null;
    }

    /// <summary>Whether a path leads to a block device.</summary>
    public static bool IsBlockDevice(string path) => TypeOf(AtFdCwd, path, 0) == BlockDevice;

    /// <summary>Whether a path leads to a character device.</summary>
    public static bool IsCharacterDevice(string path) => TypeOf(AtFdCwd, path, 0) == CharacterDevice;

    /// <summary>Whether an open file is a block device.</summary>
    public static bool IsBlockDevice(SafeFileHandle handle) => OnDescriptor(handle, descriptor => TypeOf(descriptor, "", EmptyPath)) == BlockDevice;

    /// <summary>Whether this process may make files in a directory. On a system that does not tell it may.</summary>
    public static bool MayMakeIn(string directory) =>
        Directory.Exists(directory) && (!OperatingSystem.IsLinux() || Access(AtFdCwd, directory, MayWrite | MayEnter, EffectiveUser) == 0);

    /// <summary>Whether a path leads to a plain file.</summary>
    public static bool IsRegular(string path) => TypeOf(AtFdCwd, path, 0) is RegularFile or null;

    /// <summary>Whether an open file is a plain one.</summary>
    public static bool IsRegular(SafeFileHandle handle) => OnDescriptor(handle, descriptor => TypeOf(descriptor, "", EmptyPath)) is RegularFile or null;

    /// <summary>Whether a path leads to a Unix socket. Linux only; elsewhere it is never said to.</summary>
    public static bool IsSocket(string path) => TypeOf(AtFdCwd, path, 0) == SocketFile;

    /// <summary>The path of an open file without links; null where the system does not tell, or the file has no name.</summary>
    public static string? RealPathOf(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        // A file that was removed has a name that is none.
        var path = File.ResolveLinkTarget($"/proc/self/fd/{handle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName;
        return path is not null && IdentityOf(path) == IdentityOf(handle) ? path : null;
    }

    /// <summary>The length in bytes of a plain file or block device.</summary>
    public static long Length(SafeFileHandle handle)
    {
        var length = RandomAccess.GetLength(handle);
        return length > 0 || OperatingSystem.IsWindows() ? length : Math.Max(0, Lseek(handle, 0, SeekEnd));
    }

    /// <summary>Bytes that a plain file takes on the disk; its length where that cannot be told.</summary>
    public static long AllocatedBytes(string path)
    {
        Span<byte> status = stackalloc byte[StatxSize];
        return OperatingSystem.IsLinux() && Statx(AtFdCwd, path, NoFollow, StatxBlocks, ref MemoryMarshal.GetReference(status)) == 0
            ? MemoryMarshal.Read<long>(status[BlocksOffset..]) * BlockUnit
            : new FileInfo(path).Length;
    }

    private static FileIdentity? IdentityOf(int directory, string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> status = stackalloc byte[StatxSize];
        return Statx(directory, path, flags, StatxInode | StatxBirth, ref MemoryMarshal.GetReference(status)) == 0
            ? new FileIdentity(MemoryMarshal.Read<ulong>(status[DeviceOffset..]), MemoryMarshal.Read<ulong>(status[InodeOffset..]), Born(status))
            : null;
    }

    // The first field says what the others hold.
    private static long? Born(ReadOnlySpan<byte> status) => (MemoryMarshal.Read<uint>(status) & StatxBirth) != 0
        ? (MemoryMarshal.Read<long>(status[BirthOffset..]) * 1_000_000_000) + MemoryMarshal.Read<uint>(status[(BirthOffset + sizeof(long))..])
        : null;

    private static int? TypeOf(int directory, string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> status = stackalloc byte[StatxSize];
        return Statx(directory, path, flags, StatxType, ref MemoryMarshal.GetReference(status)) == 0
            ? MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask
            : null;
    }

    private static T OnDescriptor<T>(SafeFileHandle handle, Func<int, T> ask)
    {
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            return ask((int)handle.DangerousGetHandle());
        }
        finally
        {
            if (held)
                handle.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "faccessat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(int directory, string path, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "lseek")]
    private static partial long Lseek(SafeFileHandle handle, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte buffer);
}
