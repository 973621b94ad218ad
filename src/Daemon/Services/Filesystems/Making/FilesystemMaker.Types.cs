using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Filesystems.Making;

/// <summary>The types that the appliance's tools make.</summary>
internal sealed partial record FilesystemMaker
{
    private static readonly FilesystemMaker Fat = new("mkfs.fat", "-I", "--mbr=no")
    {
        Label = Option("-n"),
        Blocksize = SectorsPerCluster,
    };

    private static readonly SortedDictionary<string, FilesystemMaker> Types = new(StringComparer.Ordinal)
    {
        ["bfs"] = new("mkfs.bfs") { Label = Option("-V") },
        ["btrfs"] = new("mkfs.btrfs", "-f", "-q") { Label = Option("-L"), HasFeatures = true },
        ["exfat"] = new("mkfs.exfat", "-q") { Label = Option("-L"), Blocksize = Bytes("-c") },
        ["ext2"] = Ext("ext2"),
        ["ext3"] = Ext("ext3"),
        ["ext4"] = Ext("ext4"),
        ["f2fs"] = new("mkfs.f2fs", "-f", "-q") { Label = Option("-l"), HasFeatures = true },
        ["fat"] = Fat,
        ["jfs"] = new("mkfs.jfs", "-q") { Label = Option("-L"), MaxLabel = 16 },
        ["minix"] = new("mkfs.minix"),
        ["msdos"] = Fat,
        ["nilfs2"] = new("mkfs.nilfs2", "-f", "-q") { Label = Option("-L"), MaxLabel = 80, Blocksize = Bytes("-b"), HasFeatures = true },
        ["ntfs"] = new("mkntfs", "-Q", "-F") { Label = Option("-L"), Blocksize = Bytes("-c") },
        ["reiserfs"] = new("mkreiserfs", "-f", "-f", "-q") { Label = Option("-l"), MaxLabel = 16, Blocksize = Bytes("-b") },
        ["udf"] = new("mkudffs", "--utf8", "--bootarea=erase") { Label = label => ["--label=" + label], Blocksize = Bytes("-b") },
        ["vfat"] = Fat,
        ["xfs"] = new("mkfs.xfs", "-f", "-q") { Label = Option("-L"), MaxLabel = 12, Blocksize = (bytes, _) => ["-b", $"size={bytes}"] },
    };

    /// <summary>The maker of a type.</summary>
    /// <exception cref="OperationFailedException">EINVAL: swap, which is no file system. EOPNOTSUPP: the appliance has no tool for it.</exception>
    public static FilesystemMaker Of(string type, BlockDevice device)
        => Types.TryGetValue(type, out var maker) ? maker
            : type == "swap" ? throw OperationFailedException.Invalid("swap is not a file system: call mkswap to make a swap area")
            : throw new OperationFailedException(
                $"{device.Path}: this appliance cannot make a file system of type '{type}': it can make {string.Join(", ", Types.Keys)}", Errno.EOPNOTSUPP, Reasons.FilesystemNotMade(device.Path, type));

    private static FilesystemMaker Ext(string type) => new("mke2fs", "-q", "-F", "-t", type)
    {
        Label = Option("-L"),
        MaxLabel = 16,
        Blocksize = Bytes("-b"),
        HasFeatures = true,
        HasInodeSize = true,
    };

    private static Func<string, string[]> Option(string option) => value => [option, value];

    private static Func<int, BlockDevice, string[]> Bytes(string option) => (bytes, _) => [option, $"{bytes}"];
}
