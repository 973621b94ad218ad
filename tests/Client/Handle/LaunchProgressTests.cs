using GuestCtl.Events;
using GuestCtl.Handle;

namespace GuestCtl.Client.Tests.Handle;

public sealed class LaunchProgressTests
{
    private readonly List<(GuestEventKind, long, long)> _told = [];
    private readonly HandWoundClock _clock = new();

    [Fact]
    public void A_short_launch_is_not_told_of()
    {
        using (var progress = Begin())
        {
            progress.Reach(3);
            progress.Reach(12);
        }

        _clock.Ring();
        Assert.Empty(_told);
    }

    [Fact]
    public void A_long_launch_is_told_of_from_the_step_that_it_has_reached()
    {
        using var progress = Begin();
        progress.Reach(3);
        _clock.Ring();
        progress.Reach(9);
        progress.Reach(12);
        Assert.Equal([(GuestEventKind.Progress, 3, 12), (GuestEventKind.Progress, 9, 12), (GuestEventKind.Progress, 12, 12)], _told);
        Assert.Equal(LaunchProgress.Patience, _clock.Due);
    }

    private LaunchProgress Begin() => new(happened => _told.Add((happened.Kind, happened.Position, happened.Total)), _clock);

    private sealed class HandWoundClock : TimeProvider
    {
        private Action _ring = () => { };

        public TimeSpan Due { get; private set; }

        public void Ring() => _ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            _ring = () => callback(state);
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
