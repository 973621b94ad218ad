namespace GuestCtl.Appliance.Tests.Files;

/// <summary>Long content goes past the guest's cache where the file system lets it, and through it where not.</summary>
[Collection(FilesCollection.Name)]
public sealed class LongTransferTests(FilesFixture fixture)
{
    private const int Size = (3 << 20) + 777;

    private readonly GuestFs _guest = fixture.Guest;

    [Theory]
    [InlineData("mkfs.ext4 -q", "ext4")]
    [InlineData("mkfs.ext2 -q -b 1024", "ext2")]
    [InlineData("mkfs.vfat", "vfat")]
    [InlineData("mkfs.xfs -q -f", "xfs")]
    [InlineData("mkfs.btrfs -q -f", "btrfs -o compress-force=zlib")]
    [InlineData("mkfs.f2fs -q -f", "f2fs")]
    [InlineData("mkfs.ntfs -q -Q -F", "ntfs3")]
    [InlineData("mkfs.ntfs -q -Q -F", "ntfs-3g")]
    [InlineData("true", "tmpfs")]
    public void Every_part_of_a_long_file_comes_back(string mkfs, string mount)
    {
        fixture.Shell($"mkdir -p /sysroot/long; modprobe {mount.Split(' ')[0]}; {mkfs} /dev/sdd >/dev/null && mount -t {mount} /dev/sdd /sysroot/long");
        try
        {
            var content = new byte[Size];
            new Random(7).NextBytes(content);
            content.AsSpan(1 << 20, 1 << 20).Clear();
            _guest.Upload(new MemoryStream(content), "/long/f");
            foreach (var (offset, count) in new[] { (0, Size), (0, 2 << 20), (1, Size - 1), (4096, Size - 4096), (777, 2_000_000), (0, (1 << 20) + 1), (Size - 5, 100) })
            {
                fixture.Shell("echo 3 > /proc/sys/vm/drop_caches");
                var back = new MemoryStream();
                _guest.DownloadOffset("/long/f", back, offset, count);
                Assert.Equal(content.AsSpan(offset, Math.Min(count, Size - offset)), back.GetBuffer().AsSpan(0, (int)back.Length));
            }

            // What is not on the disk yet is read, too.
            _guest.Pwrite("/long/f", "new"u8.ToArray(), 2 << 20);
            "new"u8.CopyTo(content.AsSpan(2 << 20));
            var whole = new MemoryStream();
            _guest.Download("/long/f", whole);
            Assert.Equal(content, whole.ToArray());
            Assert.Equal(content, _guest.ReadFile("/long/f"));
        }
        finally
        {
            fixture.Shell("umount /sysroot/long; dd if=/dev/zero of=/dev/sdd bs=1M count=4 2>/dev/null; rmdir /sysroot/long");
        }
    }

    [Fact]
    public void A_device_comes_back_to_its_last_sector()
    {
        var whole = new MemoryStream();
        _guest.Download("/dev/sdb", whole);
        Assert.Equal(8 << 20, whole.Length);
        var end = new MemoryStream();
        _guest.DownloadOffset("/dev/sdb", end, 512, (8 << 20) - 512);
        Assert.Equal(whole.GetBuffer().AsSpan(512, (8 << 20) - 512), end.GetBuffer().AsSpan(0, (int)end.Length));
    }
}
