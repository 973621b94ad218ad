using System.Diagnostics;

namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>Does something at the very moment a launch begins one of its steps, however fast the machine is.</summary>
/// <remarks>Only launches that are called from where this was made count, not those of other tests.</remarks>
internal sealed class StepWatch : IDisposable
{
    private readonly Activity _own = new Activity("test").Start();
    private readonly ActivityListener _listener;
    private int _seen;

    public StepWatch(string step, Action action)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GuestActivity.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.TraceId == _own.TraceId && activity.OperationName == step && Interlocked.Exchange(ref _seen, 1) == 0)
                {
                    action();
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _own.Dispose();
    }
}
