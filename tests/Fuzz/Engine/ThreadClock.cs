using System.Globalization;
using System.Runtime.InteropServices;

namespace GuestCtl.Fuzz.Engine;

/// <summary>How long a thread has really worked. On a busy machine a clock on the wall says nothing about a reader.</summary>
internal sealed partial class ThreadClock
{
    // The kernel shows times in hundredths of a second, whatever it counts in.
    private const double TicksPerSecond = 100;

    private readonly string _file;

    private ThreadClock(int thread) => _file = $"/proc/self/task/{thread}/stat";

    /// <summary>The clock of the thread that asks.</summary>
    public static ThreadClock OfThisThread() => new(GetThreadId());

    /// <summary>Its processor time, in the kernel and outside.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            // The name before the last parenthesis may hold anything.
            var fields = File.ReadAllText(_file).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();
}
