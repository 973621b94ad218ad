namespace GuestCtl.Cli.Guests;

/// <summary>Progress handed on at once, on the thread that reports it; <see cref="Progress{T}"/> would deliver it after the work is over.</summary>
internal sealed class Reports<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
