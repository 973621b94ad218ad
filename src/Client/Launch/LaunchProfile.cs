using System.Diagnostics;

namespace GuestCtl.Launch;

/// <summary>Where the time of a launch went. Each step is an activity too.</summary>
internal sealed class LaunchProfile
{
    private readonly List<(string Step, TimeSpan Took)> _steps = [];
    private readonly Lock _lock = new();

    /// <summary>The steps in the order of their ends.</summary>
    public IReadOnlyList<(string Step, TimeSpan Took)> Steps
    {
        get
        {
            lock (_lock)
                return [.. _steps];
        }
    }

    /// <summary>Starts a step, which ends when the result is disposed.</summary>
    public IDisposable Step(string name) => new Running(this, name);

    private sealed class Running(LaunchProfile profile, string name) : IDisposable
    {
        private readonly Activity? _activity = GuestActivity.Source.StartActivity(name);
        private readonly long _start = Stopwatch.GetTimestamp();

        public void Dispose()
        {
            _activity?.Dispose();
            lock (profile._lock)
                profile._steps.Add((name, Stopwatch.GetElapsedTime(_start)));
        }
    }
}
