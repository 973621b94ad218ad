using GuestCtl.Events;

namespace GuestCtl.Appliance.Tests.Devices;

/// <summary>Copies that take long.</summary>
public sealed class CopyProgressTests : IAsyncLifetime
{
    private const long Length = 4L << 30;

    private readonly Recorder _reports = new();
    private readonly GuestFs _guest;

    public CopyProgressTests()
    {
        _guest = TestMachine.CreateHandle(options => new GuestFsOptions { DaemonPath = options.DaemonPath, Progress = _reports });
        _guest.AddDriveScratch(Length);
        _guest.AddDriveScratch(Length);
    }

    public async ValueTask InitializeAsync() => await _guest.LaunchAsync();

    public async ValueTask DisposeAsync() => await _guest.DisposeAsync();

    [Fact]
    public async Task A_long_copy_tells_how_far_it_is_and_ends_when_it_is_cancelled()
    {
        // Sparse, so that nothing is written to the host.
        _guest.CopyDeviceToDevice("/dev/sda", "/dev/sdb", sparse: true);
        Assert.Equal(((ulong)Length, (ulong)Length), _reports.Last);
        _reports.Last = default;
        _guest.ZeroDevice("/dev/sda");
        Assert.Equal(((ulong)Length, (ulong)Length), _reports.Last);

        using var cancellation = new CancellationTokenSource();
        _reports.Reported = cancellation.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _guest.CopyDeviceToDeviceAsync("/dev/sda", "/dev/sdb", sparse: true, cancellationToken: cancellation.Token));
        _reports.Reported = null;
        Assert.Equal(Length, _guest.BlockdevGetsize64("/dev/sda"));
    }

    private sealed class Recorder : IProgress<GuestProgress>
    {
        public (ulong Position, ulong Total) Last { get; set; }

        public Action? Reported { get; set; }

        public void Report(GuestProgress value)
        {
            Last = ((ulong)value.Position, (ulong)value.Total);
            Reported?.Invoke();
        }
    }
}
