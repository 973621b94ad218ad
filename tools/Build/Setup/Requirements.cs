namespace GuestCtl.Build.Setup;

/// <summary>The lists of what a machine needs.</summary>
internal static class Requirements
{
    /// <summary>To build GuestCtl, run it, and make its test images.</summary>
    public static IReadOnlyList<Requirement> ToBuild { get; } =
    [
        new("qemu-system-x86", "runs the appliance", "qemu-system-x86_64"),
        new("qemu-utils", "reads and writes disk image formats", "qemu-img"),
        new("gcc", "links the native programs", "clang", "gcc"),
        new("libc6-dev", "links the native programs", "/usr/include/stdlib.h"),
        new("zlib1g-dev", "links the native programs", "/usr/include/zlib.h"),
        new("mmdebstrap", "installs the Debian of the test images", "mmdebstrap"),
        new("uidmap", "lets mmdebstrap work without root", "newuidmap"),
        new("fakeroot", "keeps file owners without root", "fakeroot"),
        new("fakechroot", "lets mmdebstrap work where user namespaces are forbidden", "fakechroot"),
        new("fuse3", "mounts guests on the host", "fusermount3"),
        new("e2fsprogs", "makes file systems of the test images", "mke2fs"),
        new("fdisk", "partitions the test images", "sfdisk"),
        new("xz-utils", "unpacks Debian packages", "xz"),
        new("debian-archive-keyring", "checks Debian's signatures", "/usr/share/keyrings/debian-archive-keyring.gpg"),
    ];

    /// <summary>To compare GuestCtl with libguestfs, which the benchmarks and the comparison tables do.</summary>
    public static IReadOnlyList<Requirement> ToCompare { get; } =
    [
        new("libguestfs-tools", "the peer that GuestCtl is compared with", "guestfish"),
        new("linux-image-amd64", "the kernel that the peer boots; it has none of its own", "/vmlinuz", "/boot/vmlinuz"),
        new("python3-guestfs", "drives the peer in the benchmarks", "/usr/lib/python3/dist-packages/guestfs.py"),
        new("libguestfs-perl", "drives the peer for the comparison tables", "/usr/lib/x86_64-linux-gnu/perl5/5.36/Sys/Guestfs.pm", "/usr/lib/x86_64-linux-gnu/perl5/5.40/Sys/Guestfs.pm"),
    ];

    /// <summary>To make the drives that tests on real appliances begin with.</summary>
    public static IReadOnlyList<Requirement> ToTestAppliance { get; } =
    [
        new("dosfstools", "makes FAT file systems", "mkfs.vfat"),
        new("ntfs-3g", "makes NTFS file systems", "mkntfs"),
        new("btrfs-progs", "makes btrfs file systems", "mkfs.btrfs"),
        new("passt", "carries the guest's network outside of QEMU", "passt"),
        new("qemu-block-extra", "reads disks from web servers", "/usr/lib/x86_64-linux-gnu/qemu/block-curl.so"),
        new("f2fs-tools", "makes F2FS file systems", "mkfs.f2fs"),
    ];

    /// <summary>To see which files QEMU opens of an image, which fuzzing compares with what our reader says.</summary>
    public static IReadOnlyList<Requirement> ToFuzz { get; } =
    [
        new("strace", "shows which files QEMU opens", "strace"),
        new("qemu-utils", "opens the images that are compared", "qemu-img"),
    ];

    /// <summary>To run programs that were linked with libguestfs on our library, which its tests do.</summary>
    public static IReadOnlyList<Requirement> ToTestCompatibility { get; } =
    [
        new("libguestfs-tools", "programs that are run on our C library", "guestfish"),
        new("python3-guestfs", "runs our C library from Python", "/usr/lib/python3/dist-packages/guestfs.py"),
        new("libguestfs-dev", "the header that ours is compared with", "/usr/include/guestfs.h"),
    ];
}
