namespace GuestCtl.Launch;

/// <summary>QEMU did not come up, or went away.</summary>
/// <param name="message">What was tried, what happened and what to do next.</param>
/// <param name="inner">The cause, if it was an exception.</param>
internal sealed class LaunchException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The end of the guest's console. <value>Default: empty.</value></summary>
    public string ConsoleTail { get; init; } = "";
}
