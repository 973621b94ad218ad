using System.Diagnostics;
using System.Security.Cryptography;

namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class TransferTests(FilesFixture fixture, ITestOutputHelper output)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string HostFile(string name, byte[] content)
    {
        var path = Path.Combine(fixture.HostDirectory, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512 * 1024)]
    [InlineData(5_000_001)]
    public void What_is_uploaded_comes_back(int size)
    {
        var file = fixture.NewDirectory() + "/f";
        var content = RandomBytes(size);
        _guest.Upload(HostFile("up", content), file);
        Assert.Equal(size, _guest.Filesize(file));
        var back = Path.Combine(fixture.HostDirectory, "back");
        _guest.Download(file, back);
        Assert.Equal(content, File.ReadAllBytes(back));
    }

    [Fact]
    public void Upload_replaces_the_whole_file()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, "a long text"u8.ToArray());
        _guest.Upload(new MemoryStream("short"u8.ToArray()), file);
        Assert.Equal("short", _guest.Cat(file));
        Assert.Equal("644\n", fixture.Shell($"stat -c %a /sysroot{file}"));
    }

    [Fact]
    public void Upload_offset_leaves_the_rest()
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Upload(new MemoryStream("hello world"u8.ToArray()), file);
        _guest.UploadOffset(new MemoryStream("HERE"u8.ToArray()), file, 3);
        Assert.Equal("helHEREorld", _guest.Cat(file));
        _guest.UploadOffset(new MemoryStream("end"u8.ToArray()), file, 5L << 30);
        Assert.Equal((5L << 30) + 3, _guest.Filesize(file));
        var back = new MemoryStream();
        _guest.DownloadOffset(file, back, (5L << 30) - 1, 3);
        Assert.Equal("\0en"u8.ToArray(), back.ToArray());
        FilesFixture.Fails(Errno.EINVAL, "the offset is -1", () => _guest.UploadOffset(new MemoryStream(), file, -1));
        _guest.Rm(file);
    }

    // As libguestfs 1.48: a range that goes beyond the end gives what there is.
    [Theory]
    [InlineData(2, 3, "llo")]
    [InlineData(2, 0, "")]
    [InlineData(0, 100, "hello world")]
    [InlineData(100, 3, "")]
    public void Download_offset_gives_the_range(long offset, long size, string expected)
    {
        var file = fixture.NewDirectory() + "/f";
        _guest.Write(file, "hello world"u8.ToArray());
        var back = new MemoryStream();
        _guest.DownloadOffset(file, back, offset, size);
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(back.ToArray()));
    }

    [Fact]
    public void Ranges_that_cannot_be_are_refused()
    {
        FilesFixture.Fails(Errno.EINVAL, "the offset is -1", () => _guest.DownloadOffset("/ro/f", Stream.Null, -1, 1));
        FilesFixture.Fails(Errno.EINVAL, "the size is -1", () => _guest.DownloadOffset("/ro/f", Stream.Null, 0, -1));
    }

    [Fact]
    public void Devices_are_written_and_read_beyond_4_gib()
    {
        var content = RandomBytes(1_000_000);
        _guest.UploadOffset(new MemoryStream(content), "/dev/sdd", 4_500_000_001);
        var back = new MemoryStream();
        _guest.DownloadOffset("/dev/sdd", back, 4_500_000_000, 1_000_002);
        Assert.Equal([0, .. content, 0], back.ToArray());
        _guest.Upload(new MemoryStream("start"u8.ToArray()), "/dev/sdd");
        Assert.Equal("start", fixture.Shell("head -c 5 /dev/sdd"));

        // The size of a device stays.
        FilesFixture.Fails(Errno.ENOSPC, "/dev/sdd: No space left on device", () => _guest.UploadOffset(new MemoryStream(new byte[100]), "/dev/sdd", (5L << 30) - 50));
    }

    [Fact]
    public void Only_drives_are_devices()
    {
        foreach (var name in new[] { "/dev/mem", "/dev/null", "/dev/sdz", "/dev/vport0p1", "/dev/../etc/passwd", "/dev/", "/dev" })
        {
            FilesFixture.Fails(Errno.ENOENT, $"{name}: No such file or directory", () => _guest.Download(name, Stream.Null));
            if (name != "/dev")
            {
                Assert.Throws<GuestOperationException>(() => _guest.Upload(new MemoryStream(new byte[1]), name));
            }
        }

        Assert.False(_guest.Exists("/dev"));
    }

    [Fact]
    public void Failures_name_the_file()
    {
        var up = HostFile("up", new byte[10]);
        FilesFixture.Fails(Errno.ENOENT, "/no/x: No such file or directory", () => _guest.Upload(up, "/no/x"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Download("/no", Stream.Null));
        FilesFixture.Fails(Errno.EISDIR, "/small: Is a directory", () => _guest.Upload(up, "/small"));
        FilesFixture.Fails(Errno.EISDIR, "/small: Is a directory", () => _guest.Download("/small", Stream.Null));
        FilesFixture.Fails(Errno.EROFS, "/ro/x: Read-only file system", () => _guest.Upload(up, "/ro/x"));
        FilesFixture.Fails(Errno.EINVAL, "path must start with a / character", () => _guest.Upload(up, "rel"));
        FilesFixture.Fails(Errno.ENOSPC, "/small/x: No space left on device", () => _guest.Upload(new MemoryStream(new byte[20 << 20]), "/small/x"));
        _guest.Rm("/small/x");
    }

    [Fact]
    public async Task A_cancelled_transfer_leaves_nothing_open()
    {
        using var cancellation = new CancellationTokenSource();
        var upload = _guest.UploadAsync(new EndlessStream(() => cancellation.CancelAfter(500)), "/small/partial", cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        await _guest.RmRfAsync("/small/partial");

        fixture.Shell("truncate -s 3G /sysroot/small/hole");
        using var second = new CancellationTokenSource();
        var download = _guest.DownloadAsync("/small/hole", new WatchedStream(() => second.Cancel()), second.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);

        // A handle that is still open would keep the file system busy.
        await Task.Delay(500);
        fixture.Shell("rm /sysroot/small/hole && umount /sysroot/small && mount /dev/sdb /sysroot/small");
        Assert.True(await _guest.IsDirAsync("/small"));
    }

    [Fact]
    public void Transfers_are_fast()
    {
        const int size = 64 << 20;
        var file = fixture.NewDirectory() + "/big";
        var up = HostFile("big", RandomBytes(size));
        var back = Path.Combine(fixture.HostDirectory, "big.back");
        for (var i = 0; i < 2; i++)
        {
            var clock = Stopwatch.StartNew();
            _guest.Upload(up, file);
            output.WriteLine($"upload: {size / 1e6 / clock.Elapsed.TotalSeconds:0} MB/s");
            clock.Restart();
            _guest.Download(file, back);
            output.WriteLine($"download: {size / 1e6 / clock.Elapsed.TotalSeconds:0} MB/s");
        }

        Assert.Equal(SHA256.HashData(File.ReadAllBytes(up)), SHA256.HashData(File.ReadAllBytes(back)));
        _guest.Rm(file);
        File.Delete(back);
        File.Delete(up);
    }

    [Fact]
    public void Sync_writes_everything_out()
    {
        _guest.Write("/small/synced", "text"u8.ToArray());
        _guest.Sync();
        Assert.Equal("text", fixture.Shell("debugfs -D -R 'cat /synced' /dev/sdb 2>/dev/null"));
        _guest.Rm("/small/synced");
    }

    private sealed class EndlessStream(Action started) : MemoryStream
    {
        public override bool CanSeek => false;

        private bool _hasStarted;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_hasStarted)
            {
                started();
                _hasStarted = true;
            }

            await Task.Delay(5, cancellationToken);
            return Math.Min(buffer.Length, 50_000);
        }
    }

    private sealed class WatchedStream(Action written) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            written();
            return ValueTask.CompletedTask;
        }
    }
}
