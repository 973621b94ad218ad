using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Filesystems;

public sealed class MakingTests(MakingFixture fixture) : IClassFixture<MakingFixture>
{
    private readonly GuestFs _guest = fixture.Clean();

    // The names that blkid gives to the types; bfs and minix have none that the kernel could mount by.
    [Theory]
    [InlineData("bfs", "bfs", false)]
    [InlineData("btrfs", "btrfs", true)]
    [InlineData("exfat", "exfat", true)]
    [InlineData("ext2", "ext2", true)]
    [InlineData("ext3", "ext3", true)]
    [InlineData("ext4", "ext4", true)]
    [InlineData("f2fs", "f2fs", true)]
    [InlineData("fat", "vfat", true)]
    [InlineData("jfs", "jfs", true)]
    [InlineData("minix", "minix", true)]
    [InlineData("msdos", "vfat", true)]
    [InlineData("nilfs2", "nilfs2", true)]
    [InlineData("ntfs", "ntfs", true)]
    [InlineData("reiserfs", "reiserfs", true)]
    [InlineData("udf", "udf", true)]
    [InlineData("vfat", "vfat", true)]
    [InlineData("xfs", "xfs", true)]
    public void A_file_system_is_made_on_a_whole_drive_over_what_was_there_and_can_be_mounted(string type, string found, bool canMount)
    {
        fixture.Shell("printf 'label: gpt\\nstart=2048, size=4096\\n' | sfdisk -q --wipe never /dev/sda");
        _guest.Mkfs(type, "/dev/sda");
        Assert.Equal(found, _guest.VfsType("/dev/sda"));
        _guest.BlockdevRereadpt("/dev/sda");
        Assert.Equal([], _guest.ListPartitions());

        // The boot code of exfat and ntfs ends like that of a partition table.
        Assert.Equal($"{found}\n", fixture.Shell("wipefs -n --noheadings -O TYPE /dev/sda | grep -v '^dos$' | sort -u"));
        if (canMount)
        {
            _guest.Mount("/dev/sda", "/");
            _guest.Write("/file", System.Text.Encoding.UTF8.GetBytes("content"));
            Assert.Equal("content", _guest.Cat("/file"));
        }
    }

    [Theory]
    [InlineData("btrfs", "a label with spaces")]
    [InlineData("exfat", "label")]
    [InlineData("ext4", "0123456789abcdef")]
    [InlineData("f2fs", "l\u00e4bel")]
    [InlineData("jfs", "label")]
    [InlineData("msdos", "LABEL")]
    [InlineData("nilfs2", "label")]
    [InlineData("ntfs", "-x")]
    [InlineData("reiserfs", "label")]
    [InlineData("udf", "--label=x")]
    [InlineData("vfat", "LABEL")]
    [InlineData("xfs", "-f")]
    public void A_file_system_has_the_label_that_it_is_given(string type, string label)
    {
        _guest.Mkfs(type, "/dev/sda", label: label);
        Assert.Equal(label, _guest.VfsLabel("/dev/sda"));
    }

    [Theory]
    [InlineData("exfat", 8192, "blkid", "8192")]
    [InlineData("ext3", 2048, "tune2fs -l /dev/sda | sed -n 's/^Block size: *//p'", "2048")]
    [InlineData("nilfs2", 1024, "nilfs-tune -l /dev/sda | sed -n 's/^Block size:[^0-9]*//p'", "1024")]
    [InlineData("ntfs", 8192, "ntfsinfo -m /dev/sda | sed -n 's/.*Cluster Size: *//p'", "8192")]
    [InlineData("reiserfs", 4096, "debugreiserfs /dev/sda 2>/dev/null | sed -n 's/^Blocksize: *//p'", "4096")]
    [InlineData("udf", 2048, "blkid -c /dev/null -p -o value -s BLOCK_SIZE /dev/sda", "2048")]
    [InlineData("vfat", 8192, "od -An -tu1 -j13 -N1 /dev/sda | tr -d ' '", "16")]
    [InlineData("xfs", 1024, "xfs_db -r -c 'sb 0' -c 'print blocksize' /dev/sda | sed 's/.*= //'", "1024")]
    public void A_block_has_the_size_that_it_is_given(string type, int size, string command, string told)
    {
        _guest.Mkfs(type, "/dev/sda", blocksize: size);
        var shift = command == "blkid";
        Assert.Equal(told, fixture.Shell(shift ? "echo $((512 << $(od -An -tu1 -j109 -N1 /dev/sda)))" : command).Trim());
    }

    [Fact]
    public void An_ext_file_system_has_the_features_and_inodes_that_it_is_given()
    {
        _guest.Mkfs("ext4", "/dev/sda", features: "^has_journal,quota", inode: 512);
        var text = fixture.Shell("tune2fs -l /dev/sda");
        Assert.DoesNotContain("has_journal", text);
        Assert.Contains("quota", text);
        Assert.Matches("Inode size: *512", text);
        _guest.MkfsB("ext2", 1024, "/dev/sda");
        Assert.Matches("Block size: *1024", fixture.Shell("tune2fs -l /dev/sda"));
    }

    [Theory]
    [InlineData("swap", Errno.EINVAL)]
    [InlineData("hfsplus", Errno.EOPNOTSUPP)]
    [InlineData("nonesuch", Errno.EOPNOTSUPP)]
    [InlineData("", Errno.EOPNOTSUPP)]
    [InlineData("-V", Errno.EOPNOTSUPP)]
    [InlineData("../sbin/mke2fs", Errno.EOPNOTSUPP)]
    [InlineData("EXT4", Errno.EOPNOTSUPP)]
    public void A_type_that_cannot_be_made_is_refused(string type, int errno) => Assert.Equal(errno, Failures.Of(() => _guest.Mkfs(type, "/dev/sda")).Errno);

    [Fact]
    public void What_a_type_does_not_have_is_refused_before_the_old_content_is_touched()
    {
        _guest.Mkfs("ext2", "/dev/sda");
        Assert.Equal(("mkfs: the size of sectors cannot be set for a file system of type ext2: only ufs has it, which this appliance cannot make", 22),
            Failures.Of(() => _guest.Mkfs("ext2", "/dev/sda", sectorsize: 512)));
        Assert.Equal(("mkfs: the label cannot be set for a file system of type minix", Errno.EINVAL), Failures.Of(() => _guest.Mkfs("minix", "/dev/sda", label: "x")));
        Assert.Equal(("mkfs: the size of blocks cannot be set for a file system of type btrfs: call mkfs_btrfs, which can set it", 22),
            Failures.Of(() => _guest.Mkfs("btrfs", "/dev/sda", blocksize: 4096)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("vfat", "/dev/sda", features: "x")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("xfs", "/dev/sda", inode: 512)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("ext4", "/dev/sda", inode: 0)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("ext4", "/dev/sda", blocksize: 1000)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("vfat", "/dev/sda", blocksize: 256)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.MkfsB("ext4", -4096, "/dev/sda")).Errno);
        Assert.Equal(("mkfs: abcdefghijklm: a label of xfs has at most 12 bytes, and this one has 13", Errno.EINVAL), Failures.Of(() => _guest.Mkfs("xfs", "/dev/sda", label: "abcdefghijklm")));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("ext2", "/dev/sda", label: "\udcff")).Errno);
        Assert.Equal("ext2", _guest.VfsType("/dev/sda"));
    }

    [Fact]
    public void What_the_tool_says_is_told()
    {
        Assert.Equal(("mkfs: mke2fs: Invalid filesystem option set: -n", Errno.EIO), Failures.Of(() => _guest.Mkfs("ext4", "/dev/sda", features: "-n")));
        Assert.Contains("mkfs.fat: ", Failures.Of(() => _guest.Mkfs("vfat", "/dev/sda", label: "much too long a label")).Message);
    }

    [Fact]
    public void A_device_that_is_in_use_or_missing_is_left_alone()
    {
        _guest.Mkfs("ext2", "/dev/sda");
        _guest.Mount("/dev/sda", "/");
        foreach (var type in (string[])["ext2", "ntfs", "xfs", "vfat"])
        {
            Assert.Equal(("mkfs: /dev/sda: the device is in use: unmount what is on it, turn off swapping to it, or deactivate the volumes that it is a part of", 16),
                Failures.Of(() => _guest.Mkfs(type, "/dev/sda")));
        }

        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Mkswap("/dev/sda")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Mke2fs("/dev/sda", forcecreate: true)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mkfs("ext2", "/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Mkswap("/dev/sdq")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Mkfs("ext2", "/file")).Errno);
        _guest.Umount("/");
        Assert.Equal("ext2", _guest.VfsType("/dev/sda"));
    }
}

/// <summary>An empty drive of 320 MiB, which every type can use, and one of 64 MiB.</summary>
public sealed class MakingFixture : GuestFixture
{
    /// <summary>Removes what a test mounted.</summary>
    public GuestFs Clean()
    {
        Guest.UmountAll();
        return Guest;
    }

    /// <inheritdoc/>
    protected override void AddDrives()
    {
        foreach (var size in (long[])[320 << 20, 64 << 20])
        {
            // Files, because what is on them must outlast a shutdown.
            var image = Path.Combine(HostDirectory, $"{size}.img");
            using (var file = File.Create(image))
            {
                file.SetLength(size);
            }

            Guest.AddDrive(image, format: "raw");
        }
    }
}
