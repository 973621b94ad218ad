using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

/// <summary>From the kernel's structures to those of the API.</summary>
internal static class StatusReply
{
    public static Stat Seconds(Libc.Statx status) => new()
    {
        Dev = (long)status.Dev,
        Ino = (long)status.Inode,
        Mode = status.Mode,
        Nlink = status.Links,
        Uid = status.Uid,
        Gid = status.Gid,
        Rdev = (long)status.Rdev,
        Size = (long)status.Size,
        Blksize = status.BlockSize,
        Blocks = (long)status.Blocks,
        Atime = status.AccessTime.Seconds,
        Mtime = status.ModifyTime.Seconds,
        Ctime = status.ChangeTime.Seconds,
    };

    public static Statns Nanoseconds(Libc.Statx status) => new()
    {
        StDev = (long)status.Dev,
        StIno = (long)status.Inode,
        StMode = status.Mode,
        StNlink = status.Links,
        StUid = status.Uid,
        StGid = status.Gid,
        StRdev = (long)status.Rdev,
        StSize = (long)status.Size,
        StBlksize = status.BlockSize,
        StBlocks = (long)status.Blocks,
        StAtimeSec = status.AccessTime.Seconds,
        StAtimeNsec = status.AccessTime.Nanoseconds,
        StMtimeSec = status.ModifyTime.Seconds,
        StMtimeNsec = status.ModifyTime.Nanoseconds,
        StCtimeSec = status.ChangeTime.Seconds,
        StCtimeNsec = status.ChangeTime.Nanoseconds,
    };

    public static Statvfs FileSystem(Libc.Statvfs status) => new()
    {
        Bsize = (long)status.BlockSize,
        Frsize = (long)status.FragmentSize,
        Blocks = (long)status.Blocks,
        Bfree = (long)status.FreeBlocks,
        Bavail = (long)status.AvailableBlocks,
        Files = (long)status.Files,
        Ffree = (long)status.FreeFiles,
        Favail = (long)status.AvailableFiles,
        Fsid = (long)status.FileSystemId,
        Flag = (long)status.Flags,
        Namemax = (long)status.NameMax,
    };
}
