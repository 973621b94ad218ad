using System.Collections.Concurrent;
using GuestCtl.Events;

namespace GuestCtl.Appliance.Tests.Files;

/// <summary>What long calls tell of how far they are.</summary>
public sealed class ProgressTests : IAsyncLifetime
{
    private const int Length = 200 << 20;

    // Nothing is told of what takes less than a fifth of a second, which is enough for 200 MiB of one byte on some machines.
    private const int Filled = 3 * Length;

    private readonly string _host = Directory.CreateTempSubdirectory("guestctl-progress-").FullName;
    private readonly Recorder _reports = new();
    private readonly GuestFs _guest;

    public ProgressTests()
    {
        _guest = TestMachine.CreateHandle(options => new GuestFsOptions { DaemonPath = options.DaemonPath, Progress = _reports });
        _guest.AddDriveScratch(1 << 30);
    }

    private string Source => Path.Combine(_host, "source");

    public async ValueTask InitializeAsync()
    {
        await _guest.LaunchAsync();
        _guest.Debug("sh", ["mkfs.ext4 -q /dev/sda"]);
        _guest.Mount("/dev/sda", "/");
        var bytes = new byte[Length];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(Source, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _guest.DisposeAsync();
        Directory.Delete(_host, recursive: true);
    }

    [Fact]
    public void Transfers_fills_and_copies_tell_how_far_they_are()
    {
        Told(Length, () => _guest.Upload(Source, "/file"));
        Told(Length, () => _guest.Download("/file", Path.Combine(_host, "copy")));
        Told(Length - 1000, () => _guest.DownloadOffset("/file", Path.Combine(_host, "copy"), 1000, long.MaxValue));
        Told(Filled, () => _guest.Fill('x', Filled, "/filled"));
        Told(Length, () => _guest.FillPattern("abc", Length, "/filled"));
        _guest.Rm("/filled");

        // Nobody knows how much these have before them.
        _guest.Mkdir("/in");
        Told(null, () => _guest.CopyIn(Source, "/in"));
        Told(null, () => _guest.CopyOut("/in", _host));
        Told(1, () => _guest.Rsync("/in", "/synchronised", archive: true));
    }

    [Fact]
    public void A_short_call_tells_nothing()
    {
        _guest.Write("/short", "short"u8.ToArray());
        _guest.Download("/short", Stream.Null);
        _reports.Take();
        _guest.Download("/short", Stream.Null);
        _guest.Fill('x', 10, "/short");
        Assert.Empty(_reports.Take());
    }

    private void Told(long? total, Action call)
    {
        _reports.Take();
        call();
        var told = _reports.Take();
        Assert.NotEmpty(told);
        Assert.Equal(told.Select(report => report.Position).Order(), told.Select(report => report.Position));
        Assert.Equal(told[^1].Total, told[^1].Position);
        Assert.All(told, report => Assert.InRange(report.Position, 0, report.Total));
        if (total is not null)
        {
            Assert.All(told, report => Assert.Equal(total, report.Total));
        }
    }

    private sealed class Recorder : IProgress<GuestProgress>
    {
        private readonly ConcurrentQueue<GuestProgress> _reports = [];

        public void Report(GuestProgress value) => _reports.Enqueue(value);

        public GuestProgress[] Take()
        {
            var all = _reports.ToArray();
            _reports.Clear();
            return all;
        }
    }
}
