namespace GuestCtl.Fuzz.Wire;

/// <summary>Counts the methods that run, so that one which does not end is noticed.</summary>
internal sealed class RunningCalls
{
    private readonly Lock _lock = new();
    private readonly List<Task> _all = [];

    public Task<T> Run<T>(Func<Task<T>> method)
    {
        var task = method();
        lock (_lock)
        {
            _all.Add(task);
        }

        return task;
    }

    /// <summary>Waits for all of them, however they end.</summary>
    public bool Wait(TimeSpan time)
    {
        lock (_lock)
        {
            return ((IAsyncResult)Task.WhenAll(_all).ContinueWith(static _ => { }, TaskScheduler.Default)).AsyncWaitHandle.WaitOne(time);
        }
    }
}
