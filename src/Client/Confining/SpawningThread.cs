using System.Collections.Concurrent;

namespace GuestCtl.Confining;

/// <summary>
/// The thread that starts all programs which must not outlive this process. Linux sends the signal for that when the thread ends that started
/// the program, not the process; so a thread does it that never ends.
/// </summary>
internal static class SpawningThread
{
    private static readonly Lazy<BlockingCollection<Action>> Queue = new(Start);

    /// <summary>Runs some work there, and waits for it.</summary>
    public static T Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>();
        Queue.Value.Add(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Start()
    {
        var queue = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var work in queue.GetConsumingEnumerable())
            {
                work();
            }
        })
        { IsBackground = true, Name = "guestctl spawner" }.Start();
        return queue;
    }
}
