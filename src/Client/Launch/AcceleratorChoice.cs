namespace GuestCtl.Launch;

/// <summary>The accelerator to use, and why.</summary>
/// <param name="Accelerator">The choice. With <see cref="Error"/> set, the one that was forced.</param>
/// <param name="Reason">One sentence for people, as <c>guestctl doctor</c> prints it.</param>
internal sealed record AcceleratorChoice(Accelerator Accelerator, string Reason)
{
    /// <summary>Why the launch must fail: an accelerator was forced that does not work. <value>Default: null.</value></summary>
    public string? Error { get; init; }

    /// <summary>Whether the verdict came from the cache.</summary>
    public bool FromCache { get; init; }
}
