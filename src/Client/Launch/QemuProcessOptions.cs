namespace GuestCtl.Launch;

/// <summary>How a QEMU process is started.</summary>
internal sealed record QemuProcessOptions
{
    /// <summary>
    /// Puts QEMU into a session of its own, so that Ctrl-C on the terminal does not reach it (libguestfs's <c>pgroup</c>).
    /// <value>Default: false, so that Ctrl-C ends both.</value>
    /// </summary>
    public bool OwnProcessGroup { get; init; }

    /// <summary>Called with each chunk of the guest's console, on a reading thread. <value>Default: none.</value></summary>
    public Action<ReadOnlyMemory<byte>>? ConsoleOutput { get; init; }

    /// <summary>Called with each chunk of QEMU's own messages. <value>Default: none.</value></summary>
    public Action<ReadOnlyMemory<byte>>? ErrorOutput { get; init; }
}
