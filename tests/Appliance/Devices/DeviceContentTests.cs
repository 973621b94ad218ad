using System.Text;
using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Devices;

public sealed class DeviceContentTests(DataDrivesFixture fixture) : IClassFixture<DataDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Bytes_are_written_and_read_at_an_offset_up_to_the_end()
    {
        Assert.Equal(5, _guest.PwriteDevice("/dev/sdb", "hello"u8.ToArray(), 1234567));
        Assert.Equal("\0hello\0", Encoding.ASCII.GetString(_guest.PreadDevice("/dev/sdb", 7, 1234566)));
        Assert.Equal("hello", fixture.Shell("dd if=/dev/sdb bs=1 skip=1234567 count=5 2>/dev/null"));
        Assert.Equal(1, _guest.PwriteDevice("/dev/sdb", "xyz"u8.ToArray(), 8388607));
        Assert.Equal("x", Encoding.ASCII.GetString(_guest.PreadDevice("/dev/sdb", 100, 8388607)));
        Assert.Empty(_guest.PreadDevice("/dev/sdb", 100, 8388608));
        Assert.Empty(_guest.PreadDevice("/dev/sdb", 100, long.MaxValue));
        Assert.Empty(_guest.PreadDevice("/dev/sdb", 0, 0));
        Assert.Equal(0, _guest.PwriteDevice("/dev/sdb", Array.Empty<byte>(), 0));
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_refused()
    {
        Assert.Equal(Errno.ENOSPC, Failures.Of(() => _guest.PwriteDevice("/dev/sdb", "x"u8.ToArray(), 8388608)).Errno);
        Assert.Equal(Errno.ENOSPC, Failures.Of(() => _guest.PwriteDevice("/dev/sdb", "x"u8.ToArray(), long.MaxValue)).Errno);
        Assert.Equal(("pwrite_device: /dev/sdb: the offset is -1, but must not be negative", Errno.EINVAL), Failures.Of(() => _guest.PwriteDevice("/dev/sdb", "x"u8.ToArray(), -1)));
        Assert.Equal(("pread_device: /dev/sdb: count and offset must not be negative", Errno.EINVAL), Failures.Of(() => _guest.PreadDevice("/dev/sdb", -1, 0)));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.PreadDevice("/dev/sdb", 1, -1)).Errno);
        Assert.Equal(Errno.EMSGSIZE, Failures.Of(() => _guest.PreadDevice("/dev/sdb", int.MaxValue, 0)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.PreadDevice("/dev/sdz", 1, 0)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.PwriteDevice("/dev/sdz", "x"u8.ToArray(), 0)).Errno);
    }

    [Fact]
    public void A_written_partition_table_is_seen_at_once()
    {
        var table = new byte[512];
        table[446 + 4] = 0x83;
        table[446 + 9] = 8; // begins at sector 2048
        table[446 + 13] = 8; // and has as many
        (table[510], table[511]) = (0x55, 0xaa);
        _guest.PwriteDevice("/dev/sda", table, 0);
        Assert.Equal(["/dev/sda1"], _guest.ListPartitions());
        _guest.PwriteDevice("/dev/sda", new byte[512], 0);
        Assert.Empty(_guest.ListPartitions());
        _guest.Upload(new MemoryStream(table), "/dev/sda");
        Assert.Equal(["/dev/sda1"], _guest.ListPartitions());
        _guest.Zero("/dev/sda");
        Assert.Empty(_guest.ListPartitions());
    }

    [Fact]
    public void Discarded_blocks_go_from_the_image_on_the_host()
    {
        Assert.True(_guest.FeatureAvailable(["blkdiscard", "blkdiscardzeroes", "scrub"]));
        _guest.PwriteDevice("/dev/sdc", Enumerable.Repeat((byte)7, 1 << 20).ToArray(), 0);
        _guest.Sync();
        _guest.Blkdiscard("/dev/sdc");
        Assert.True(_guest.IsZeroDevice("/dev/sdc"));
        Assert.All(File.ReadAllBytes(fixture.DiscardImage), value => Assert.Equal(0, value));
        Assert.False(_guest.Blkdiscardzeroes("/dev/sdc"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Blkdiscard("/dev/sdz")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Blkdiscardzeroes("/dev/sdz")).Errno);
    }

    [Fact]
    public void Scrubbing_overwrites_a_device_also_for_a_second_time()
    {
        fixture.Shell("dd if=/dev/zero bs=1M count=1 2>/dev/null | tr '\\0' s | dd of=/dev/sdc conv=fsync 2>/dev/null");
        _guest.ScrubDevice("/dev/sdc");
        Assert.DoesNotContain("ssssssss", fixture.Shell("head -c 65536 /dev/sdc | strings"));
        _guest.ScrubDevice("/dev/sdc");
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.ScrubDevice("/dev/sdz")).Errno);
        _guest.ZeroDevice("/dev/sdc");
    }

    [Fact]
    public void Scrubbing_removes_a_file_and_leaves_a_link_to_it()
    {
        foreach (var name in new[] { "/secret", "/-secret", "/dead\udcffbeef" })
        {
            _guest.Write(name, "secret"u8.ToArray());
            _guest.ScrubFile(name);
            Assert.False(_guest.Exists(name));
        }

        _guest.Touch("/empty");
        _guest.ScrubFile("/empty");
        Assert.False(_guest.Exists("/empty"));

        _guest.Write("/target", "secret"u8.ToArray());
        _guest.LnS("target", "/link");
        _guest.ScrubFile("/link");
        Assert.False(_guest.Exists("/target"));
        Assert.True(_guest.IsSymlink("/link"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.ScrubFile("/link")).Errno);
        Assert.Equal(Errno.EISDIR, Failures.Of(() => _guest.ScrubFile("/lost+found")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.ScrubFile("relative")).Errno);
    }

    [Fact]
    public void Scrubbing_free_space_leaves_the_files_and_the_space_as_they_were()
    {
        fixture.Shell("mkfs.ext2 -q /dev/sdc");
        _guest.Mkdir("/small");
        _guest.Mount("/dev/sdc", "/small");
        _guest.Write("/small/kept", "kept"u8.ToArray());
        _guest.Write("/small/removed", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("confidential", 10000))));
        _guest.Sync();
        _guest.Rm("/small/removed");
        var free = _guest.Statvfs("/small").Bfree;
        _guest.ScrubFreespace("/small/-free");
        Assert.False(_guest.Exists("/small/-free"));
        Assert.Equal(free, _guest.Statvfs("/small").Bfree);
        Assert.Equal("kept", _guest.Cat("/small/kept"));
        Assert.Equal(("scrub_freespace: /small/kept: File exists", Errno.EEXIST), Failures.Of(() => _guest.ScrubFreespace("/small/kept")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.ScrubFreespace("/none/x")).Errno);
        _guest.Umount("/small");
        _guest.ZeroDevice("/dev/sdc");
    }
}
