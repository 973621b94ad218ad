namespace GuestCtl.Appliance.Tests.Hostile.DamagedImages;

/// <summary>A file system that is made once, in the appliance, and damaged many times.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MiB">The size of its drive.</param>
/// <param name="Make">The shell command that makes it on $d, of the tree in $t if it cannot be written to later.</param>
/// <param name="Written">Whether the tree is copied onto it after a mount.</param>
internal sealed record FileSystemKind(string Name, int MiB, string Make, bool Written = true)
{
    // Without check sums where a file system can do without: with them, most damage gets no further than the first block that is read.
    private static readonly FileSystemKind[] Kinds =
    [
        new("ext4", 4, "mke2fs -q -t ext4 -O ^metadata_csum,^metadata_csum_seed $d"),
        new("ext2", 2, "mke2fs -q -t ext2 $d"),
        new("xfs", 24, "mkfs.xfs -q -f --unsupported -m crc=0,finobt=0,reflink=0,rmapbt=0 -i sparse=0,nrext64=0 -n ftype=0 $d"),
        new("btrfs", 24, "mkfs.btrfs -q -M $d"),
        new("vfat", 4, "mkfs.vfat $d"),
        new("ntfs", 4, "mkntfs -q -F $d"),
        new("exfat", 4, "mkfs.exfat -q $d"),
        new("f2fs", 48, "mkfs.f2fs -q -f $d"),
    ];

    /// <summary>The names of all kinds.</summary>
    public static TheoryData<string> Names => [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The kind of a name.</summary>
    public static FileSystemKind Of(string name) => Kinds.Single(kind => kind.Name == name);

    /// <summary>The commands that make the file system on a drive, and put a small tree on it.</summary>
    /// <remarks>The modules of file systems that no tool loads are loaded by name. Not every file system has links and attributes.</remarks>
    public string Script(string device) => $"""
        set -e; exec > /run/make.log
        d={device}; t=/tmp/tree; m=/tmp/mounted; mkdir -p $t/d/e/f $m
        i=0; while [ $i -lt 40 ]; do echo text $i > $t/d/a-name-of-some-length-$i; i=$((i+1)); done
        head -c 30000 /bin/bash > $t/d/big; truncate -s 100000 $t/d/sparse; echo text > $t/d/e/f/deep
        {Make}
        {(Written ? Copy : "")}
        sync; blockdev --flushbufs $d
        """;

    private const string Copy = """
        mount $d $m; cp -r $t/. $m
        (ln -s d/big $m/link; ln $m/d/big $m/hard; setfattr -n user.x -v y $m/d/big) 2> /run/optional || true
        umount $m
        """;
}
